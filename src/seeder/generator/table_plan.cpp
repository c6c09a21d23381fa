// SPDX-License-Identifier: MIT
#include "generator/table_plan.hpp"

#include "generator/key_plan.hpp"
#include "generator/make_values.hpp"
#include "generator/ordinal_values.hpp"

#include <dunlin/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dunlin::seeder {
namespace {

[[noreturn]] void fail(const table_shape& table, const std::string& thing, const std::string& why) {
    throw error(error_kind::failed, fmt::format("cannot generate rows for {}: {}: {}",
                                                to_string(table.name), thing, why))
        .with_hint("seed this table from a file, or give the column a default");
}

constexpr std::string_view text_types[] = {"text", "varchar", "bpchar", "citext"};

class planner {
public:
    planner(const table_shape& table, std::uint64_t rows) : table_(table), rows_(rows) {
        plan_.table = &table;
        plan_.columns.resize(table.columns.size());
    }

    table_plan make() {
        read_domains();
        read_checks();
        read_partitions();
        place_foreign_keys();
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            place_column(i);
        }
        for (const auto& check : obscure_) {
            yield_to(check);
        }
        for (auto& relation : relations_) {
            place_relation(relation);
        }
        order_by_names();
        satisfy_keys(plan_, rows_);
        describe();
        return std::move(plan_);
    }

private:
    struct obscure_check {
        std::string name;
        std::string expression;
        std::string why;
        std::set<std::size_t> columns;
    };

    void read_domains() {
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            const auto& type = table_.columns[i].type;
            for (const auto& check : type.checks) {
                auto meaning = read_domain_check(check.expression);
                combine(plan_.columns[i].rule, meaning.rules[0]);
                if (!meaning.obscure.empty()) {
                    obscure_.push_back({check.constraint, check.expression, meaning.obscure, {i}});
                }
            }
        }
    }

    check_meaning read(const std::string& expression) const {
        return read_check(expression,
                          [&](std::string_view name) { return table_.find_column(name); });
    }

    void read_checks() {
        for (const auto& check : table_.checks) {
            auto meaning = read(check.expression);
            for (const auto& [column, rule] : meaning.rules) {
                combine(plan_.columns[column].rule, rule);
            }
            relations_.insert(relations_.end(), meaning.relations.begin(), meaning.relations.end());
            if (!meaning.obscure.empty()) {
                obscure_.push_back(
                    {check.name, check.expression, meaning.obscure, meaning.columns});
            }
        }
    }

    /// A row goes into one of the leaves; hash partitions take everything.
    void read_partitions() {
        std::map<std::size_t, std::vector<value_rule>> demands;
        for (const auto& rule : table_.partition_rules) {
            const auto meaning = read(rule);
            if (!meaning.obscure.empty()) {
                return;
            }
            for (const auto& [column, demand] : meaning.rules) {
                demands[column].push_back(demand);
            }
        }
        for (auto& [column, list] : demands) {
            std::vector<std::string> choices;
            auto& rule = plan_.columns[column].rule;
            for (auto& demand : list) {
                if (demand.choices) {
                    choices.insert(choices.end(), demand.choices->begin(), demand.choices->end());
                } else {
                    rule.windows.push_back(demand.window);
                }
            }
            if (!choices.empty()) {
                rule.restrict_to(choices);
            }
            rule.not_null = true;
        }
    }

    void place_foreign_keys() {
        for (const auto& key : table_.foreign_keys) {
            foreign_key_plan foreign{&key, key.parent_oid == table_.oid, false, false, true};
            for (const std::size_t column : key.columns) {
                const auto& shape = table_.columns[column];
                if (shape.generated || shape.identity) {
                    fail(table_, "foreign key " + key.name,
                         "its column " + shape.name + " is made by the server");
                }
                plan_.columns[column].source = column_source::foreign;
                foreign.nullable = foreign.nullable && may_be_null(column);
            }
            plan_.foreign_keys.push_back(foreign);
        }
        // The table's own keys must be known before a row can refer to them.
        std::stable_partition(plan_.foreign_keys.begin(), plan_.foreign_keys.end(),
                              [](const auto& foreign) { return !foreign.self; });
    }

    [[nodiscard]] bool may_be_null(std::size_t column) const {
        return !table_.columns[column].not_null && !plan_.columns[column].rule.not_null;
    }

    /// Whether the server's own value is the better one: numbers of a sequence, and texts that say
    /// what a new row is ('draft').
    [[nodiscard]] bool default_serves(std::size_t column) const {
        const auto& shape = table_.columns[column];
        const auto& rule = plan_.columns[column].rule;
        if (shape.default_value.find("nextval(") != std::string::npos) {
            return true;
        }
        const bool is_text = std::ranges::find(text_types, shape.type.name) != std::end(text_types);
        return !shape.default_value.empty() && is_text && !rule.choices && !is_key(column);
    }

    [[nodiscard]] bool is_key(std::size_t column) const {
        return std::ranges::any_of(table_.keys, [&](const key_shape& key) {
            return std::ranges::find(key.columns, column) != key.columns.end();
        });
    }

    void place_column(std::size_t index) {
        auto& column = plan_.columns[index];
        const auto& shape = table_.columns[index];
        column.nullable = may_be_null(index);
        if (column.source == column_source::foreign) {
            return;
        }
        if (shape.generated || shape.identity || default_serves(index)) {
            column.what = shape.generated  ? "generated by the server"
                          : shape.identity ? "numbered by the server"
                                           : "its default, " + shape.default_value;
            return;
        }
        const bool wide = is_key(index);
        auto result = make_values(shape.type, column.rule, {table_.name.name, shape.name}, wide);
        if (result.generator) {
            column.source = column_source::values;
            column.values = std::move(result.generator);
            column.counted = dynamic_cast<ordinal_values*>(column.values.get());
        } else if (!give_way(index, result.problem)) {
            fail(table_, "column " + shape.name, result.problem);
        }
    }

    /// Leaves a column to its default or to NULL; false when it can have neither.
    bool give_way(std::size_t index, const std::string& why) {
        auto& column = plan_.columns[index];
        const auto& shape = table_.columns[index];
        if (!shape.default_value.empty()) {
            column.source = column_source::left;
            column.what = fmt::format("its default, {} ({})", shape.default_value, why);
            return true;
        }
        if (may_be_null(index) && !is_key(index)) {
            column.source = column_source::null;
            column.what = fmt::format("NULL ({})", why);
            return true;
        }
        return false;
    }

    /// A CHECK that is not understood holds as a rule when one of its columns is NULL, and a
    /// default is likely to be made for it. The server has the last word.
    void yield_to(const obscure_check& check) {
        std::vector<std::size_t> candidates(check.columns.begin(), check.columns.end());
        std::stable_partition(candidates.begin(), candidates.end(),
                              [&](std::size_t column) { return may_be_null(column); });
        for (const std::size_t column : candidates) {
            const auto source = plan_.columns[column].source;
            const std::string reason = "because of " + check.name;
            if (source == column_source::null || source == column_source::left) {
                return;
            }
            if (source == column_source::values && give_way(column, reason)) {
                return;
            }
        }
        fail(table_, fmt::format("constraint {}, CHECK ({})", check.name, check.expression),
             check.why);
    }

    void place_relation(column_relation relation) {
        auto& left = plan_.columns[relation.left];
        auto& right = plan_.columns[relation.right];
        const bool both =
            left.source == column_source::values && right.source == column_source::values;
        const bool countable = left.counted != nullptr && right.counted != nullptr;
        const bool any_order = relation.operation == "<>";
        if (!both || (!countable && !any_order)) {
            if (any_order) {
                // Foreign keys: rows with equal values are made again.
                plan_.columns[std::max(relation.left, relation.right)].relations.push_back(
                    relation);
                return;
            }
            if (left.source == column_source::null || right.source == column_source::null ||
                give_way(relation.right, "because of a comparison") ||
                give_way(relation.left, "because of a comparison")) {
                return;
            }
            fail(table_,
                 fmt::format("CHECK ({} {} {})", table_.columns[relation.left].name,
                             relation.operation, table_.columns[relation.right].name),
                 "only numbers, dates and times can be compared");
        }
        plan_.columns[std::max(relation.left, relation.right)].relations.push_back(relation);
    }

    /// What no constraint says and everybody expects: nothing is updated before it is created. Only
    /// where nothing else bounds the two, so that it never stands in the way.
    void order_by_names() {
        for (std::size_t low = 0; low < table_.columns.size(); ++low) {
            for (std::size_t high = 0; high < table_.columns.size(); ++high) {
                if (is_unbound(low) && is_unbound(high) &&
                    are_in_order(table_.columns[low].name, table_.columns[high].name) &&
                    table_.columns[low].type.oid == table_.columns[high].type.oid) {
                    place_relation({low, "<=", high});
                }
            }
        }
    }

    [[nodiscard]] bool is_unbound(std::size_t index) const {
        const auto& column = plan_.columns[index];
        return column.counted != nullptr && column.relations.empty() &&
               column.rule.window.low.empty() && column.rule.window.high.empty() &&
               column.rule.windows.empty() && !is_key(index) &&
               std::ranges::none_of(relations_, [&](const column_relation& each) {
                   return each.left == index || each.right == index;
               });
    }

    void describe() {
        for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
            auto& column = plan_.columns[i];
            if (column.source == column_source::values) {
                column.what = column.values->describe();
                column.what += column.distinct ? ", each once" : "";
            }
        }
        for (const auto& foreign : plan_.foreign_keys) {
            for (std::size_t i = 0; i < foreign.key->columns.size(); ++i) {
                plan_.columns[foreign.key->columns[i]].what = fmt::format(
                    "drawn from {}.{}{}", to_string(foreign.key->parent),
                    foreign.key->parent_columns[i], foreign.distinct ? ", each once" : "");
            }
        }
    }

    const table_shape& table_;
    std::uint64_t rows_;
    table_plan plan_;
    std::vector<obscure_check> obscure_;
    std::vector<column_relation> relations_;
};

} // namespace

table_plan plan_table(const table_shape& table, std::uint64_t rows) {
    return planner(table, rows).make();
}

} // namespace dunlin::seeder
