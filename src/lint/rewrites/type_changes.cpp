// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

/// Types to which other string types change without a rewrite. The text does not say whether the
/// old type is one.
bool is_mostly_free(const sqltext::type_use& type) {
    return !type.is_array && type.modifiers.empty() && (type.is("text") || type.is("varchar"));
}

result change_type(const subject& s) {
    if (!s.is(kind::alter_column_type) || s.action.column->type.has_collation ||
        (is_mostly_free(s.action.column->type) && !s.action.has_using)) {
        return {};
    }
    const std::string column = sqltext::quote_name(s.action.name);
    return problem{
        fmt::format("blocks reads and writes of {} while the table and its indexes are rewritten"
                    ", unless {} is only widened",
                    s.table(), column),
        alter_table(s.action.object,
                    fmt::format("ADD COLUMN {} {}", sqltext::quote_name(s.action.name + "_new"),
                                s.action.column->type.text)) +
            "\n-- then keep it up to date with a trigger, fill the existing rows in batches, and "
            "exchange the columns"};
}

result change_collation(const subject& s) {
    if (!s.is(kind::alter_column_type) || !s.action.column->type.has_collation) {
        return {};
    }
    return problem{
        fmt::format("blocks reads and writes of {} while the indexes of {} are rebuilt", s.table(),
                    sqltext::quote_name(s.action.name)),
        "Build an index with the collation CONCURRENTLY, and name the collation in the queries"};
}

constexpr std::array rule_table{
    rule{.id = "change-column-type",
         .family = family::rewrites,
         .severity = severity::error,
         .summary = "ALTER COLUMN ... TYPE",
         .reason = "Most changes of a type rewrite the whole table and its indexes under an "
                   "ACCESS EXCLUSIVE lock. To text, to varchar without a length and to a longer "
                   "varchar only the catalog changes.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad = "ALTER TABLE widgets ALTER COLUMN quantity TYPE bigint",
         .good = "ALTER TABLE widgets ALTER COLUMN code TYPE text",
         .check = change_type},
    rule{.id = "type-change-reindex-only",
         .family = family::rewrites,
         .severity = severity::error,
         .summary = "ALTER COLUMN ... TYPE ... COLLATE",
         .reason =
             "Another collation is another order, so that every index on the column is rebuilt"
             " under an ACCESS EXCLUSIVE lock.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE widgets ALTER COLUMN name TYPE text COLLATE \"POSIX\"",
         .good = "ALTER TABLE widgets ALTER COLUMN code TYPE text",
         .check = change_collation},
};

} // namespace

std::span<const rule> type_change_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
