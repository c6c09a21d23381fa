// SPDX-License-Identifier: MIT
#include "generator/row_maker.hpp"

#include "copy/copy_text.hpp"
#include "generator/ordinal_values.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

/// The share of NULL in nullable columns and foreign keys.
constexpr std::uint64_t null_percent = 10;
/// The number of previous rows that a self reference can choose from.
constexpr std::size_t recent_rows = 1000;

bool contains(const std::vector<std::size_t>& list, std::size_t value) {
    return std::ranges::find(list, value) != list.end();
}

} // namespace

row_maker::row_maker(sqldb::executor& db, table_plan& plan, const row_options& options)
    : plan_(plan), table_(*plan.table), options_(options),
      table_seed_(random_numbers::mix(options.seed ^ hash_of(to_string(plan.table->name)))) {
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
        if (plan_.columns[i].source != column_source::server) {
            written_columns_.push_back(i);
        }
    }
    cells_.resize(plan_.columns.size());
    for (const auto& foreign_key : plan_.foreign_keys) {
        foreign_keys_.push_back(prepare(foreign_key));
    }
    read_state(db);
}

void row_maker::fail(const std::string& subject, const std::string& reason) const {
    throw error(error_kind::failed,
                fmt::format("cannot generate {} rows for {}: {}: {}", options_.rows,
                            to_string(table_.name), subject, reason));
}

row_maker::foreign_key_state row_maker::prepare(const foreign_key_plan& plan) const {
    foreign_key_state key;
    key.plan = &plan;
    for (std::size_t i = 0; i < plan.key->columns.size(); ++i) {
        for (const auto& before : foreign_keys_) {
            if (contains(before.plan->key->columns, plan.key->columns[i])) {
                key.shared.push_back(i);
                break;
            }
        }
    }
    if (plan.self_reference) {
        for (const auto& name : plan.key->parent_columns) {
            const std::size_t column = *table_.find_column(name);
            if (plan_.columns[column].source == column_source::generator) {
                key.own_columns.push_back(column);
            }
        }
        if (key.own_columns.size() != plan.key->columns.size()) {
            key.own_columns.clear();
        }
    }
    return key;
}

void row_maker::read_state(sqldb::executor& db) {
    offset_ = static_cast<std::uint64_t>(sqldb::query_value<std::int64_t>(
        db, fmt::format("SELECT count(*) FROM {}", quote_name(table_.name))));
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
        const auto& column = plan_.columns[i];
        if (column.source != column_source::generator || !column.distinct) {
            continue;
        }
        if (column.ordinals != nullptr && offset_ > 0) {
            begin_after_existing(db, i);
        }
        if (column.generator->capacity() < options_.rows) {
            fail("column " + table_.columns[i].name,
                 fmt::format("only {} distinct values are left", column.generator->capacity()));
        }
    }
    read_parents(db);
    read_combinations();
    read_watched_keys(db);
}

void row_maker::begin_after_existing(sqldb::executor& db, std::size_t index) {
    auto& column = plan_.columns[index];
    const auto highest = sqldb::query_value<std::optional<std::string>>(
        db, fmt::format("SELECT max({})::text FROM {}", quote_name(table_.columns[index].name),
                        quote_name(table_.name)));
    if (const auto number =
            highest ? column.ordinals->type().parse(*highest, true) : std::nullopt) {
        column.ordinals->begin_after(*number);
    }
}

void row_maker::read_parents(sqldb::executor& db) {
    for (auto& key : foreign_keys_) {
        if (!key.own_columns.empty()) {
            continue;
        }
        const bool once = key.plan->distinct;
        key.parents.emplace(db, table_, *key.plan->key, once,
                            once ? static_cast<std::int64_t>(options_.rows)
                                 : parent_keys::default_limit);
        const std::string name = "foreign key " + key.plan->key->name;
        const std::string parent = to_string(key.plan->key->parent);
        if (once && key.parents->size() < options_.rows && !key.plan->nullable) {
            fail(name, fmt::format("each row of {} can be used only once, and only {} are unused",
                                   parent, key.parents->size()));
        }
        if (key.parents->size() == 0 && !key.plan->nullable) {
            error problem(error_kind::failed,
                          fmt::format("cannot generate rows for {}: {}: {} has no rows",
                                      to_string(table_.name), name, parent));
            throw problem.with_hint("add --with-parents to fill it first");
        }
    }
}

void row_maker::read_combinations() {
    for (const auto& plan : plan_.combinations) {
        std::vector<std::uint64_t> sizes;
        for (const std::size_t column : plan.columns) {
            sizes.push_back(plan_.columns[column].generator->capacity());
        }
        for (const std::size_t key : plan.foreign_keys) {
            sizes.push_back(foreign_keys_[key].parents->size());
        }
        combinations_.emplace_back(sizes, table_seed_ ^ hash_of(plan.key));
        const std::uint64_t count = combinations_.back().count();
        if (count < options_.rows) {
            fail("key " + plan.key,
                 fmt::format("its columns have only {} combinations of values", count));
        }
        if (offset_ > 0) {
            plan_.watched_keys.push_back(plan.all_columns);
        }
    }
}

void row_maker::read_watched_keys(sqldb::executor& db) {
    for (const auto& columns : plan_.watched_keys) {
        auto& existing = watched_keys_.emplace_back();
        db.stream(fmt::format("SELECT {} FROM {}", quote_columns(table_, columns),
                              quote_name(table_.name)),
                  {}, [&](const sqldb::row& row) {
                      std::uint64_t hash = 0;
                      for (std::size_t i = 0; i < columns.size(); ++i) {
                          hash = random_numbers::mix(hash ^ hash_of(row.text(i)));
                      }
                      existing.insert(hash);
                  });
    }
}

void row_maker::append_row(std::string& out) {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        random_numbers random(table_seed_ ^
                              random_numbers::mix((offset_ + index_) * attempts +
                                                  static_cast<std::uint64_t>(attempt)));
        if (make_row(random)) {
            for (auto& key : foreign_keys_) {
                remember_row(key);
            }
            ++index_;
            append_cells(out);
            return;
        }
    }
    fail("the keys and comparisons of its columns",
         fmt::format("no further row found after {}", index_));
}

bool row_maker::make_row(random_numbers& random) {
    for (auto& cell : cells_) {
        cell.text.clear();
        cell.number.reset();
        cell.null = false;
    }
    choose_combinations(random);
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
        if (plan_.columns[i].source == column_source::generator && !make_column(i, random)) {
            return false;
        }
        cells_[i].null = cells_[i].null || plan_.columns[i].source == column_source::null;
    }
    for (auto& key : foreign_keys_) {
        if (!make_foreign_key(key, random)) {
            return false;
        }
    }
    return differences_hold() && add_watched_keys();
}

void row_maker::choose_combinations(random_numbers& random) {
    for (std::size_t i = 0; i < combinations_.size(); ++i) {
        const auto& choices = combinations_[i].next();
        const auto& plan = plan_.combinations[i];
        for (std::size_t c = 0; c < plan.columns.size(); ++c) {
            plan_.columns[plan.columns[c]].generator->append_nth(cells_[plan.columns[c]].text,
                                                                 random, choices[c]);
        }
        for (std::size_t k = 0; k < plan.foreign_keys.size(); ++k) {
            foreign_keys_[plan.foreign_keys[k]].chosen = choices[plan.columns.size() + k];
        }
    }
}

bool row_maker::make_column(std::size_t index, random_numbers& random) {
    auto& column = plan_.columns[index];
    auto& cell = cells_[index];
    if (column.combined) {
        return true;
    }
    if (column.distinct) {
        if (column.ordinals != nullptr) {
            cell.number = column.ordinals->number(index_);
            column.ordinals->type().append(cell.text, *cell.number);
        } else {
            column.generator->append_nth(cell.text, random, offset_ + index_);
        }
        return true;
    }
    if (column.nullable && random.chance(null_percent)) {
        cell.null = true;
        return true;
    }
    if (column.ordinals != nullptr) {
        return make_related_column(index, random);
    }
    column.generator->append(cell.text, random);
    return true;
}

bool row_maker::make_related_column(std::size_t index, random_numbers& random) {
    const auto& column = plan_.columns[index];
    auto& cell = cells_[index];
    const ordinal_type& type = column.ordinals->type();
    std::int64_t low = type.min_value;
    std::int64_t high = type.max_value;
    std::optional<std::int64_t> excluded;
    for (const auto& relation : column.relations) {
        const bool is_left = relation.left == index;
        const auto& other = cells_[is_left ? relation.right : relation.left];
        if (!other.number) {
            continue;
        }
        const std::string& operation = relation.operation;
        const bool strict = operation.size() == 1 && operation != "=";
        const bool below = (operation[0] == '<') == is_left;
        const auto bound = type.parse(other.text, !below);
        if (!bound) {
            return false;
        }
        if (operation == "<>") {
            excluded = bound;
        } else if (operation == "=") {
            low = std::max(low, *bound);
            high = std::min(high, *bound);
        } else if (below) {
            high = std::min(high, *bound - (strict ? 1 : 0));
        } else {
            low = std::max(low, *bound + (strict ? 1 : 0));
        }
    }
    std::int64_t number = 0;
    if (column.relations.empty()) {
        number = column.ordinals->draw(random);
    } else if (!column.ordinals->draw_between(random, low, high, number) || number == excluded) {
        return false;
    }
    cell.number = number;
    type.append(cell.text, number);
    return true;
}

void row_maker::set_null(const foreign_key_shape& key) {
    for (const std::size_t column : key.columns) {
        if (cells_[column].text.empty()) {
            cells_[column].null = true;
        }
    }
}

bool row_maker::make_foreign_key(foreign_key_state& key, random_numbers& random) {
    const auto& shape = *key.plan->key;
    if (!key.own_columns.empty()) {
        return reference_self(key, random);
    }
    const auto parent = choose_parent(key, random);
    if (!parent) {
        // A NULL in one column is enough to satisfy a foreign key (MATCH SIMPLE).
        const bool can_be_null = std::ranges::any_of(shape.columns, [&](std::size_t column) {
            return plan_.columns[column].nullable && cells_[column].text.empty();
        });
        if (can_be_null) {
            set_null(shape);
        }
        return can_be_null;
    }
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        cells_[shape.columns[i]].text = key.parents->at(*parent, i);
    }
    return true;
}

std::optional<std::size_t> row_maker::choose_parent(foreign_key_state& key,
                                                    random_numbers& random) {
    const std::size_t count = key.parents->size();
    if (key.plan->distinct) {
        return index_ < count ? std::optional<std::size_t>(index_) : std::nullopt;
    }
    if (key.plan->combined) {
        return key.chosen;
    }
    if (count == 0 || (key.plan->nullable && key.shared.empty() && random.chance(null_percent))) {
        return std::nullopt;
    }
    if (key.shared.empty()) {
        return options_.skew ? random.skewed_below(count) : random.below(count);
    }
    std::vector<std::string_view> values;
    for (const std::size_t position : key.shared) {
        const auto& cell = cells_[key.plan->key->columns[position]];
        if (cell.null) {
            return std::nullopt;
        }
        values.emplace_back(cell.text);
    }
    const auto& matches = key.parents->matching(key.shared, values);
    return matches.empty() ? std::nullopt
                           : std::optional<std::size_t>(matches[random.below(matches.size())]);
}

bool row_maker::reference_self(foreign_key_state& key, random_numbers& random) {
    const auto& columns = key.plan->key->columns;
    if (key.plan->nullable && (key.recent.empty() || random.chance(null_percent))) {
        set_null(*key.plan->key);
        return true;
    }
    const std::size_t chosen = random.below(key.recent.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        // The first row can only reference itself.
        cells_[columns[i]].text =
            key.recent.empty() ? cells_[key.own_columns[i]].text : key.recent[chosen][i];
    }
    return true;
}

void row_maker::remember_row(foreign_key_state& key) {
    if (key.own_columns.empty()) {
        return;
    }
    std::vector<std::string> values;
    for (const std::size_t column : key.own_columns) {
        values.push_back(cells_[column].text);
    }
    if (key.recent.size() < recent_rows) {
        key.recent.push_back(std::move(values));
    } else {
        key.recent[key.oldest] = std::move(values);
        key.oldest = (key.oldest + 1) % recent_rows;
    }
}

bool row_maker::differences_hold() const {
    for (const auto& column : plan_.columns) {
        for (const auto& relation : column.relations) {
            const auto& left = cells_[relation.left];
            const auto& right = cells_[relation.right];
            if (relation.operation == "<>" && !left.null && !right.null &&
                left.text == right.text) {
                return false;
            }
        }
    }
    return true;
}

bool row_maker::add_watched_keys() {
    std::vector<std::uint64_t> hashes;
    for (std::size_t k = 0; k < watched_keys_.size(); ++k) {
        std::uint64_t hash = 0;
        for (const std::size_t column : plan_.watched_keys[k]) {
            hash = random_numbers::mix(hash ^ hash_of(cells_[column].text));
        }
        if (watched_keys_[k].contains(hash)) {
            return false;
        }
        hashes.push_back(hash);
    }
    for (std::size_t k = 0; k < watched_keys_.size(); ++k) {
        watched_keys_[k].insert(hashes[k]);
    }
    return true;
}

void row_maker::append_cells(std::string& out) const {
    bool first = true;
    for (const std::size_t column : written_columns_) {
        if (!first) {
            out += '\t';
        }
        first = false;
        if (cells_[column].null) {
            out += copy_null;
        } else {
            append_copy_text(out, cells_[column].text);
        }
    }
    out += '\n';
}

} // namespace dunlin::seeder
