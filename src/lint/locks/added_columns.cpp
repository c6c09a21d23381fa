// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;
using sqltext::constraint_type;

const sqltext::constraint* inline_constraint(const subject& s, constraint_type type) {
    return s.is(kind::add_column) ? s.action.column->find(type) : nullptr;
}

std::string quoted_column(const subject& s) {
    return sqltext::quote_name(s.action.column->name);
}

result not_null_without_default(const subject& s) {
    if (inline_constraint(s, constraint_type::not_null) == nullptr) {
        return {};
    }
    for (const auto type :
         {constraint_type::default_value, constraint_type::generated, constraint_type::identity}) {
        if (s.action.column->find(type) != nullptr) {
            return {};
        }
    }
    if (s.action.column->type.name.name.find("serial") != std::string::npos) {
        return {};
    }
    const std::string column = quoted_column(s);
    return problem{
        fmt::format("fails if {} has a row: the new column would be NULL in it", s.table()),
        alter_table(s.action.object,
                    add_column_without(*s.action.column, constraint_type::not_null)) +
            "\n-- when every row has a value:\n" +
            add_not_valid(s.action.object,
                          fmt::format("{}_{}_not_null", s.action.object.name, s.action.name),
                          fmt::format("CHECK ({} IS NOT NULL)", column)) +
            "\n" +
            alter_table(s.action.object, fmt::format("ALTER COLUMN {} SET NOT NULL", column))};
}

result inline_check(const subject& s) {
    const auto* check = inline_constraint(s, constraint_type::check);
    if (check == nullptr) {
        return {};
    }
    return problem{
        fmt::format("blocks reads and writes of {} while all its rows are checked, although the "
                    "new column is the same in each of them",
                    s.table()),
        alter_table(s.action.object, add_column_without(*s.action.column, constraint_type::check)) +
            "\n" +
            add_not_valid(s.action.object, name_of(*check, s.action, "check"),
                          definition_of(*check))};
}

result inline_foreign_key(const subject& s) {
    const auto* key = inline_constraint(s, constraint_type::foreign_key);
    if (key == nullptr) {
        return {};
    }
    const bool reads_rows = s.action.column->find(constraint_type::default_value) != nullptr;
    const std::string referenced = sqltext::quote_name(*key->referenced);
    return problem{
        reads_rows ? fmt::format("blocks reads and writes of {} and writes to {} while all rows "
                                 "are checked",
                                 s.table(), referenced)
                   : fmt::format("locks {} as well as {}: writes to both wait until the "
                                 "transaction ends",
                                 referenced, s.table()),
        alter_table(s.action.object,
                    add_column_without(*s.action.column, constraint_type::foreign_key)) +
            "\n" +
            add_not_valid(
                s.action.object, name_of(*key, s.action, "fkey"),
                fmt::format("FOREIGN KEY ({}) {}", quoted_column(s), definition_of(*key)))};
}

result inline_unique(const subject& s) {
    const bool is_key = inline_constraint(s, constraint_type::primary_key) != nullptr;
    const auto type = is_key ? constraint_type::primary_key : constraint_type::unique;
    const auto* unique = inline_constraint(s, type);
    if (unique == nullptr) {
        return {};
    }
    const std::string name =
        sqltext::quote_name(name_of(*unique, s.action, is_key ? "pkey" : "key"));
    return problem{
        fmt::format("blocks reads and writes of {} until the index is built", s.table()),
        alter_table(s.action.object, add_column_without(*s.action.column, type)) +
            fmt::format("\nCREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({});\n", name, s.table(),
                        quoted_column(s)) +
            alter_table(s.action.object, fmt::format("ADD CONSTRAINT {} {} USING INDEX {}", name,
                                                     is_key ? "PRIMARY KEY" : "UNIQUE", name))};
}

constexpr std::array rule_table{
    rule{.id = "add-column-not-null-no-default",
         .family = family::locks,
         .severity = severity::error,
         .summary = "New NOT NULL column without a default",
         .reason = "ADD COLUMN ... NOT NULL without a default reads the table under an ACCESS "
                   "EXCLUSIVE lock and fails if it has a row.",
         .manual = "sql-altertable.html",
         .effect = {.sqlstate = "23502"},
         .bad = "ALTER TABLE widgets ADD COLUMN grade int NOT NULL",
         .good = "ALTER TABLE widgets ADD COLUMN grade int NOT NULL DEFAULT 0",
         .check = not_null_without_default},
    rule{.id = "add-column-inline-check",
         .family = family::locks,
         .severity = severity::error,
         .summary = "New column with a CHECK constraint",
         .reason = "The check of a new column is tested on every row under an ACCESS EXCLUSIVE "
                   "lock, even when all of them are NULL.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE widgets ADD COLUMN grade int CHECK (grade > 0)",
         .good = "ALTER TABLE widgets ADD COLUMN grade int; ALTER TABLE widgets ADD CONSTRAINT "
                 "widgets_grade_check CHECK (grade > 0) NOT VALID",
         .check = inline_check},
    rule{.id = "add-column-inline-fk",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "New column with a foreign key",
         .reason = "ADD COLUMN ... REFERENCES takes an ACCESS EXCLUSIVE lock on the table and a "
                   "SHARE ROW EXCLUSIVE lock on the referenced one; with a default it also checks "
                   "every row.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE widgets ADD COLUMN owner_id bigint DEFAULT 1 REFERENCES categories",
         .good = "ALTER TABLE widgets ADD COLUMN owner_id bigint",
         .check = inline_foreign_key},
    rule{.id = "add-column-inline-unique",
         .family = family::locks,
         .severity = severity::error,
         .summary = "New column with a unique constraint or primary key",
         .reason = "The index of the new column is built under an ACCESS EXCLUSIVE lock.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE widgets ADD COLUMN serial_number text UNIQUE",
         .good = "ALTER TABLE widgets ADD COLUMN serial_number text",
         .check = inline_unique},
};

} // namespace

std::span<const rule> added_column_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
