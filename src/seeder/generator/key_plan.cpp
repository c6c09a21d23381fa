// SPDX-License-Identifier: MIT
#include "generator/key_plan.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace dunlin::seeder {
namespace {

class key_planner {
public:
    key_planner(table_plan& plan, std::uint64_t rows) : plan_(plan), rows_(rows) {}

    void plan_key(const key_shape& key) {
        const auto columns = all_columns(key);
        if (has_distinct_column(columns)) {
            return;
        }
        if (const auto column = choose_distinct_column(key, columns)) {
            plan_.columns[*column].distinct = true;
            return;
        }
        if (use_each_parent_once(columns)) {
            return;
        }
        if (!combine_columns(key, columns)) {
            plan_.watched_keys.push_back(columns);
        }
    }

private:
    /// Includes the columns in index expressions: distinct values contain a number, so they stay
    /// distinct under functions like lower().
    [[nodiscard]] std::vector<std::size_t> all_columns(const key_shape& key) const {
        std::set<std::size_t> columns(key.columns.begin(), key.columns.end());
        if (!key.expressions.empty()) {
            const auto meaning =
                read_check("(" + key.expressions + ")",
                           [&](std::string_view name) { return plan_.table->find_column(name); });
            columns.insert(meaning.columns.begin(), meaning.columns.end());
        }
        return {columns.begin(), columns.end()};
    }

    /// Whether a column is numbered by a sequence, always NULL, or distinct because of another key.
    [[nodiscard]] bool has_distinct_column(const std::vector<std::size_t>& columns) const {
        return std::ranges::any_of(columns, [&](std::size_t index) {
            const auto& column = plan_.columns[index];
            const auto& shape = plan_.table->columns[index];
            const bool numbered = shape.identity || shape.generated ||
                                  shape.default_value.find("nextval(") != std::string::npos;
            return (column.source == column_source::server && numbered) ||
                   column.source == column_source::null || column.distinct;
        });
    }

    [[nodiscard]] std::optional<std::size_t>
    choose_distinct_column(const key_shape& key, const std::vector<std::size_t>& columns) const {
        std::optional<std::size_t> best;
        for (const std::size_t index : columns) {
            const auto& column = plan_.columns[index];
            const char kind = plan_.table->columns[index].type.kind;
            const bool usable = column.source == column_source::generator && !column.combined &&
                                column.relations.empty() &&
                                column.generator->capacity() / 2 >= rows_;
            // Ranges do not overlap, so they satisfy && as well as =.
            if (usable && (!best || (key.exclusion && kind == 'r'))) {
                best = index;
            }
        }
        return best;
    }

    bool use_each_parent_once(const std::vector<std::size_t>& columns) {
        for (auto& foreign : plan_.foreign_keys) {
            const bool covered = std::ranges::all_of(columns, [&](std::size_t column) {
                return std::ranges::find(foreign.key->columns, column) !=
                       foreign.key->columns.end();
            });
            const bool same_size = foreign.key->columns.size() == columns.size();
            if (covered && same_size && !foreign.self_reference && !foreign.combined) {
                foreign.distinct = true;
                for (const std::size_t column : columns) {
                    plan_.columns[column].distinct = true;
                }
                return true;
            }
        }
        return false;
    }

    bool combine_columns(const key_shape& key, const std::vector<std::size_t>& columns) {
        combination_plan combination{key.name, {}, {}, columns};
        for (const std::size_t column : columns) {
            if (plan_.columns[column].combined || !plan_.columns[column].relations.empty()) {
                return false;
            }
            if (plan_.columns[column].source == column_source::generator) {
                combination.columns.push_back(column);
                continue;
            }
            const auto foreign_key = foreign_key_of(column);
            if (!foreign_key || plan_.foreign_keys[*foreign_key].self_reference) {
                return false;
            }
            if (std::ranges::find(combination.foreign_keys, *foreign_key) ==
                combination.foreign_keys.end()) {
                combination.foreign_keys.push_back(*foreign_key);
            }
        }
        for (const std::size_t column : columns) {
            plan_.columns[column].combined = true;
        }
        for (const std::size_t foreign : combination.foreign_keys) {
            plan_.foreign_keys[foreign].combined = true;
        }
        plan_.combinations.push_back(std::move(combination));
        return true;
    }

    /// The only foreign key with a column; nullopt if several share it.
    [[nodiscard]] std::optional<std::size_t> foreign_key_of(std::size_t column) const {
        std::optional<std::size_t> foreign_key;
        for (std::size_t i = 0; i < plan_.foreign_keys.size(); ++i) {
            const auto& columns = plan_.foreign_keys[i].key->columns;
            if (std::ranges::find(columns, column) != columns.end()) {
                if (foreign_key) {
                    return std::nullopt;
                }
                foreign_key = i;
            }
        }
        return foreign_key;
    }

    table_plan& plan_;
    std::uint64_t rows_;
};

} // namespace

void plan_keys(table_plan& plan, std::uint64_t rows) {
    key_planner planner(plan, rows);
    for (const auto& key : plan.table->keys) {
        planner.plan_key(key);
    }
}

} // namespace dunlin::seeder
