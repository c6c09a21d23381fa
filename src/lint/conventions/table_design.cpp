// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;
using sqltext::constraint_type;

bool defines_rows(const subject& s) {
    return s.is(kind::create_table) && !s.action.is_temporary && !s.action.is_partition &&
           !s.action.copies_definition && !s.action.inherits;
}

bool has_key(const sqltext::constraint& constraint) {
    return constraint.type == constraint_type::primary_key;
}

result no_primary_key(const subject& s) {
    if (!defines_rows(s) ||
        std::any_of(s.action.constraints.begin(), s.action.constraints.end(), has_key)) {
        return {};
    }
    for (const auto& column : s.action.columns) {
        if (column.find(constraint_type::primary_key) != nullptr) {
            return {};
        }
    }
    const auto adds_key = [&](const script_action& later) {
        return later.action.kind == kind::add_constraint && has_key(*later.action.constraint) &&
               may_be_same(later.action.object, s.action.object);
    };
    if (std::any_of(s.later().begin(), s.later().end(), adds_key)) {
        return {};
    }
    return problem{fmt::format("{} has no primary key: logical replication and ON CONFLICT need "
                               "one",
                               s.table()),
                   "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"};
}

result inherits(const subject& s) {
    return s.is(kind::create_table) && s.action.inherits
               ? result{problem{fmt::format("keys of {} do not hold for the rows of {}",
                                            sqltext::quote_name(*s.action.parent), s.table()),
                                "Use a partitioned table, or a foreign key"}}
               : result{};
}

result unlogged(const subject& s) {
    return s.is(kind::create_table) && s.action.is_unlogged
               ? result{problem{
                     fmt::format("{} is empty after a crash, and on every standby", s.table()),
                     fmt::format("CREATE TABLE {}", s.table())}}
               : result{};
}

result hides_other_table(const subject& s) {
    return s.is(kind::create_table) && s.action.if_not_exists && !s.action.is_temporary
               ? result{problem{
                     fmt::format("succeeds although a {} with other columns exists", s.table()),
                     fmt::format("CREATE TABLE {}", s.table())}}
               : result{};
}

result mixed_case(const subject& s) {
    if (!s.is(kind::create_table)) {
        return {};
    }
    std::string name;
    const auto look_at = [&](const std::string& candidate) {
        const bool is_mixed = std::any_of(candidate.begin(), candidate.end(),
                                          [](char c) { return c >= 'A' && c <= 'Z'; });
        name = name.empty() && is_mixed ? candidate : name;
    };
    look_at(s.action.object.name);
    for (const auto& column : s.action.columns) {
        look_at(column.name);
    }
    if (name.empty()) {
        return {};
    }
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return problem{fmt::format("every query has to quote {}", sqltext::quote_name(name)), lower};
}

bool has_index_on(const subject& s, const std::vector<std::string>& columns) {
    return std::any_of(s.all.begin(), s.all.end(), [&](const script_action& other) {
        return other.action.kind == kind::create_index &&
               may_be_same(other.action.object, s.action.object) &&
               other.action.keys.size() >= columns.size() &&
               std::equal(columns.begin(), columns.end(), other.action.keys.begin());
    });
}

bool is_prefix_of_key(const subject& s, const std::vector<std::string>& columns) {
    for (const auto& constraint : s.action.constraints) {
        const bool is_index = constraint.type == constraint_type::primary_key ||
                              constraint.type == constraint_type::unique;
        if (is_index && constraint.columns.size() >= columns.size() &&
            std::equal(columns.begin(), columns.end(), constraint.columns.begin())) {
            return true;
        }
    }
    return false;
}

/// The columns of the action's first foreign key that no index begins with.
std::vector<std::string> unindexed_key(const subject& s) {
    std::vector<std::vector<std::string>> keys;
    const auto add_inline = [&](const sqltext::column_definition& column) {
        const bool is_indexed = column.find(constraint_type::primary_key) != nullptr ||
                                column.find(constraint_type::unique) != nullptr;
        if (column.find(constraint_type::foreign_key) != nullptr && !is_indexed) {
            keys.push_back({column.name});
        }
    };
    const auto add_constraint = [&](const sqltext::constraint& constraint) {
        if (constraint.type == constraint_type::foreign_key) {
            keys.push_back(constraint.columns);
        }
    };
    std::for_each(s.action.columns.begin(), s.action.columns.end(), add_inline);
    std::for_each(s.action.constraints.begin(), s.action.constraints.end(), add_constraint);
    if (s.is(kind::add_column)) {
        add_inline(*s.action.column);
    } else if (s.is(kind::add_constraint)) {
        add_constraint(*s.action.constraint);
    }
    for (const auto& columns : keys) {
        if (!columns.empty() && !has_index_on(s, columns) && !is_prefix_of_key(s, columns)) {
            return columns;
        }
    }
    return {};
}

result unindexed_foreign_key(const subject& s) {
    const std::vector<std::string> columns = unindexed_key(s);
    if (columns.empty()) {
        return {};
    }
    std::vector<std::string> quoted;
    for (const std::string& column : columns) {
        quoted.push_back(sqltext::quote_name(column));
    }
    const std::string list = fmt::format("{}", fmt::join(quoted, ", "));
    return problem{fmt::format("a DELETE in the referenced table reads all rows of {}, because no "
                               "index of this file begins with {}",
                               s.table(), list),
                   fmt::format("CREATE INDEX ON {} ({});", s.table(), list)};
}

result cascading_delete(const subject& s) {
    const auto cascades = [](const sqltext::constraint& constraint) {
        return constraint.cascades_delete;
    };
    bool found = std::any_of(s.action.constraints.begin(), s.action.constraints.end(), cascades);
    for (const auto& column : s.action.columns) {
        found =
            found || std::any_of(column.constraints.begin(), column.constraints.end(), cascades);
    }
    found = found || (s.is(kind::add_constraint) && cascades(*s.action.constraint));
    if (s.is(kind::add_column)) {
        const auto& constraints = s.action.column->constraints;
        found = found || std::any_of(constraints.begin(), constraints.end(), cascades);
    }
    if (!found) {
        return {};
    }
    return problem{fmt::format("one DELETE in the referenced table deletes any number of rows of "
                               "{}",
                               s.table()),
                   "ON DELETE RESTRICT"};
}

constexpr std::array rule_table{
    rule{.id = "no-primary-key",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "New table without a primary key",
         .reason = "Without a primary key a row cannot be named, and logical replication refuses "
                   "its updates.",
         .manual = "ddl-constraints.html",
         .bad = "CREATE TABLE notes (body text)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY, body text)",
         .check = no_primary_key},
    rule{.id = "table-inheritance",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "INHERITS",
         .reason = "Unique constraints and foreign keys of the parent do not include the rows of "
                   "its children.",
         .manual = "ddl-inherit.html",
         .bad = "CREATE TABLE fast_readings () INHERITS (readings)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY)",
         .check = inherits},
    rule{.id = "unlogged-table",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "CREATE UNLOGGED TABLE",
         .reason = "An unlogged table is emptied after a crash and is not replicated.",
         .manual = "sql-createtable.html",
         .bad = "CREATE UNLOGGED TABLE notes (id bigint PRIMARY KEY)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY)",
         .check = unlogged},
    rule{.id = "if-not-exists-hides-other-table",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "CREATE TABLE IF NOT EXISTS",
         .reason = "The migration is recorded as applied although the table that exists may be "
                   "another.",
         .manual = "sql-createtable.html",
         .bad = "CREATE TABLE IF NOT EXISTS widgets (id bigint PRIMARY KEY)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY)",
         .check = hides_other_table},
    rule{.id = "mixed-case-name",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Name that must be quoted",
         .reason = "A name with capitals is found only when it is quoted.",
         .manual = "sql-syntax-lexical.html",
         .bad = "CREATE TABLE \"Notes\" (id bigint PRIMARY KEY)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY)",
         .check = mixed_case},
    rule{.id = "unindexed-fk",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Foreign key without an index",
         .reason = "PostgreSQL creates no index for the referencing columns; a DELETE or a key "
                   "change in the referenced table then reads the whole table.",
         .manual = "ddl-constraints.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY, widget_id bigint REFERENCES widgets)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY, widget_id bigint REFERENCES widgets); "
                 "CREATE INDEX ON notes (widget_id)",
         .check = unindexed_foreign_key},
    rule{.id = "cascading-delete",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "ON DELETE CASCADE",
         .reason = "One DELETE can remove far more rows than it names.",
         .manual = "ddl-constraints.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY REFERENCES widgets ON DELETE CASCADE)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY REFERENCES widgets ON DELETE RESTRICT)",
         .check = cascading_delete},
};

} // namespace

std::span<const rule> table_design_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
