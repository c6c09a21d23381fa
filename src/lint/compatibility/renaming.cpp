// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

result rename_column(const subject& s) {
    if (!s.renames(object_type::column)) {
        return {};
    }
    return problem{
        fmt::format("running programs that use {}.{} fail from the COMMIT on", s.table(),
                    sqltext::quote_name(s.action.name)),
        fmt::format("Add {} beside it, write both, move the readers, and drop {} in a later "
                    "migration",
                    sqltext::quote_name(s.action.new_name), sqltext::quote_name(s.action.name))};
}

/// Whether the script puts a view under the old name.
bool leaves_view(const subject& s) {
    return std::any_of(s.later().begin(), s.later().end(), [&](const script_action& later) {
        return later.action.kind == kind::create_view &&
               may_be_same(later.action.object, s.action.object);
    });
}

result rename_table(const subject& s) {
    if (!s.renames(object_type::table) || leaves_view(s)) {
        return {};
    }
    object_name renamed = s.action.object;
    renamed.name = s.action.new_name;
    return problem{fmt::format("running programs that use {} fail from the COMMIT on", s.table()),
                   fmt::format("{};\nCREATE VIEW {} AS TABLE {};", s.sql, s.table(),
                               sqltext::quote_name(renamed))};
}

result rename_view(const subject& s) {
    if (!s.renames(object_type::view) && !s.renames(object_type::materialized_view)) {
        return {};
    }
    return problem{fmt::format("running programs that use {} fail from the COMMIT on", s.table()),
                   fmt::format("Create {} beside it, and drop {} in a later migration",
                               sqltext::quote_name(s.action.new_name), s.table())};
}

result rename_schema(const subject& s) {
    if (!s.renames(object_type::schema)) {
        return {};
    }
    return problem{fmt::format("running programs that use the schema {} fail from the COMMIT on",
                               sqltext::quote_name(s.action.name)),
                   "Create the new schema, and views in it for the tables of the old one"};
}

result set_schema(const subject& s) {
    if (!s.is(kind::set_schema) || s.action.object.name.empty()) {
        return {};
    }
    return problem{fmt::format("running programs that use {} fail from the COMMIT on", s.table()),
                   fmt::format("{};\nCREATE VIEW {} AS TABLE {}.{};", s.sql, s.table(),
                               sqltext::quote_name(s.action.new_name),
                               sqltext::quote_name(s.action.object.name))};
}

result rename_enum_value(const subject& s) {
    if (!s.is(kind::rename_enum_value)) {
        return {};
    }
    return problem{
        fmt::format("running programs that read or write '{}' fail from the COMMIT on",
                    s.action.name),
        fmt::format("ALTER TYPE {} ADD VALUE '{}';\n-- then move the rows, and stop using '{}'",
                    s.table(), s.action.new_name, s.action.name)};
}

result rename_type(const subject& s) {
    if (!s.renames(object_type::type) && !s.renames(object_type::domain)) {
        return {};
    }
    return problem{"running programs that name the type in casts and parameters fail from the "
                   "COMMIT on",
                   "Keep the name, or create a domain with the new one"};
}

result rename_function(const subject& s) {
    if (!s.renames(object_type::function)) {
        return {};
    }
    return problem{"running programs that call the function fail from the COMMIT on",
                   fmt::format("Create {} beside it, and drop the old one in a later migration",
                               sqltext::quote_name(s.action.new_name))};
}

result rename_constraint(const subject& s) {
    if (!s.renames(object_type::constraint)) {
        return {};
    }
    return problem{fmt::format("programs that name {} in ON CONFLICT or in the handling of errors "
                               "fail from the COMMIT on",
                               sqltext::quote_name(s.action.name)),
                   {}};
}

constexpr std::array rule_table{
    rule{.id = "rename-column",
         .family = family::compatibility,
         .severity = severity::error,
         .summary = "RENAME COLUMN",
         .reason = "While a new release is rolled out, programs that know the old name and "
                   "programs that know the new one use the same table.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE widgets RENAME COLUMN note TO remark",
         .good = "ALTER TABLE widgets ADD COLUMN remark text",
         .check = rename_column},
    rule{.id = "rename-table",
         .family = family::compatibility,
         .severity = severity::error,
         .summary = "ALTER TABLE ... RENAME TO",
         .reason = "Programs that know the old name fail. A view under the old name, created in "
                   "the same transaction, keeps them working.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE readings RENAME TO measurements",
         .good = "ALTER TABLE readings RENAME TO measurements; CREATE VIEW readings AS TABLE "
                 "measurements",
         .check = rename_table},
    rule{.id = "rename-view",
         .family = family::compatibility,
         .severity = severity::error,
         .summary = "ALTER VIEW ... RENAME TO",
         .reason = "Programs that know the old name fail.",
         .manual = "sql-alterview.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER VIEW widget_names RENAME TO names",
         .good = "CREATE VIEW names AS SELECT name FROM widgets",
         .check = rename_view},
    rule{.id = "rename-schema",
         .family = family::compatibility,
         .severity = severity::error,
         .summary = "ALTER SCHEMA ... RENAME TO",
         .reason = "Programs and search_path settings that know the old name fail.",
         .manual = "sql-alterschema.html",
         .bad = "ALTER SCHEMA app RENAME TO app2",
         .good = "CREATE SCHEMA app2",
         .check = rename_schema},
    rule{.id = "set-schema",
         .family = family::compatibility,
         .severity = severity::error,
         .summary = "ALTER TABLE ... SET SCHEMA",
         .reason = "Programs that know the table by its old schema fail. A view there keeps them "
                   "working.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE readings SET SCHEMA app",
         .good = "CREATE VIEW app.readings AS TABLE readings",
         .check = set_schema},
    rule{.id = "rename-enum-value",
         .family = family::compatibility,
         .severity = severity::error,
         .summary = "ALTER TYPE ... RENAME VALUE",
         .reason = "Programs that write the old label get an error, and programs that read rows "
                   "get a label that they do not know.",
         .manual = "sql-altertype.html",
         .bad = "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
         .good = "ALTER TYPE mood ADD VALUE 'blue'",
         .check = rename_enum_value},
    rule{.id = "rename-type",
         .family = family::compatibility,
         .severity = severity::warning,
         .summary = "ALTER TYPE ... RENAME TO",
         .reason = "Programs that cast to the type or bind parameters of it fail.",
         .manual = "sql-altertype.html",
         .bad = "ALTER TYPE mood RENAME TO temper",
         .good = "CREATE DOMAIN temper AS mood",
         .check = rename_type},
    rule{.id = "rename-function",
         .family = family::compatibility,
         .severity = severity::error,
         .summary = "ALTER FUNCTION ... RENAME TO",
         .reason = "Programs that call the function by its old name fail.",
         .manual = "sql-alterfunction.html",
         .bad = "ALTER FUNCTION half(int) RENAME TO halve",
         .good = "CREATE FUNCTION halve(x int) RETURNS int LANGUAGE sql AS 'SELECT x / 2'",
         .check = rename_function},
    rule{.id = "rename-constraint",
         .family = family::compatibility,
         .severity = severity::warning,
         .summary = "RENAME CONSTRAINT",
         .reason = "ON CONFLICT ON CONSTRAINT and programs that look at the name of a violated "
                   "constraint know the old name.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE widgets RENAME CONSTRAINT widgets_quantity_check TO q",
         .good = "ALTER INDEX widgets_name_idx RENAME TO widgets_by_name",
         .check = rename_constraint},
};

} // namespace

std::span<const rule> renaming_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
