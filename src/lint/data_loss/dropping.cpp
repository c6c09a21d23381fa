// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

result drop_table(const subject& s) {
    if (!s.drops(object_type::table)) {
        return {};
    }
    return problem{fmt::format("deletes {} with all its rows", s.table()),
                   fmt::format("ALTER TABLE {} RENAME TO {};\n-- and drop it in a later migration",
                               s.table(), sqltext::quote_name(s.action.object.name + "_unused"))};
}

bool is_added_before(const subject& s) {
    for (const script_action& earlier : s.earlier()) {
        if (earlier.action.kind == kind::add_column && earlier.action.name == s.action.name &&
            may_be_same(earlier.action.object, s.action.object)) {
            return true;
        }
    }
    return false;
}

result drop_column(const subject& s) {
    if (!s.is(kind::drop_column) || is_added_before(s)) {
        return {};
    }
    return problem{fmt::format("deletes the values of {}.{}, and its indexes", s.table(),
                               sqltext::quote_name(s.action.name)),
                   "Release a program that no longer uses the column first"};
}

result drop_schema(const subject& s) {
    if (!s.drops(object_type::schema) || !s.action.cascade) {
        return {};
    }
    return problem{
        fmt::format("deletes everything in the schema {}", s.table()),
        fmt::format("DROP SCHEMA {};\n-- after its objects were dropped by name", s.table())};
}

result drop_database(const subject& s) {
    return s.is(kind::drop_database)
               ? result{problem{fmt::format("deletes the database {}", s.table()), {}}}
               : result{};
}

result drop_sequence(const subject& s) {
    if (!s.drops(object_type::sequence)) {
        return {};
    }
    return problem{fmt::format("forgets the position of {}", s.table()),
                   fmt::format("ALTER SEQUENCE {} OWNED BY NONE;", s.table())};
}

std::string_view word_for(object_type type) {
    switch (type) {
    case object_type::type:
        return "TYPE";
    case object_type::domain:
        return "DOMAIN";
    case object_type::function:
        return "FUNCTION";
    case object_type::view:
        return "VIEW";
    case object_type::materialized_view:
        return "MATERIALIZED VIEW";
    case object_type::extension:
        return "EXTENSION";
    default:
        return "";
    }
}

result drop_cascade(const subject& s) {
    if (!s.is(kind::drop) || !s.action.cascade || word_for(s.action.type).empty()) {
        return {};
    }
    return problem{
        fmt::format("also drops everything that depends on {}, columns of tables included",
                    s.table()),
        fmt::format("DROP {} {};\n-- after what depends on it was dropped by name",
                    word_for(s.action.type), s.table())};
}

result drop_column_cascade(const subject& s) {
    if (!s.is(kind::drop_column) || !s.action.cascade) {
        return {};
    }
    return problem{
        fmt::format("also drops the views and constraints that use {}.{}", s.table(),
                    sqltext::quote_name(s.action.name)),
        alter_table(s.action.object, "DROP COLUMN " + sqltext::quote_name(s.action.name))};
}

result drop_owned(const subject& s) {
    if (!s.is(kind::drop_owned)) {
        return {};
    }
    const std::string role = s.action.words.empty() ? "" : s.action.words.front();
    return problem{fmt::format("deletes every object of {} in the database", role),
                   fmt::format("REASSIGN OWNED BY {} TO CURRENT_USER;", sqltext::quote_name(role))};
}

constexpr std::array rule_table{
    rule{.id = "drop-table",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "DROP TABLE",
         .reason = "The rows are gone when the transaction commits. A renamed table can be renamed "
                   "back.",
         .manual = "sql-droptable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "DROP TABLE readings",
         .good = "CREATE TABLE scratch (id bigint); DROP TABLE scratch",
         .check = drop_table},
    rule{.id = "drop-column",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "DROP COLUMN",
         .reason = "The values are gone when the transaction commits, and programs that still name "
                   "the column fail.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE widgets DROP COLUMN note",
         .good = "ALTER TABLE widgets ADD COLUMN scratch int; ALTER TABLE widgets DROP COLUMN "
                 "scratch",
         .check = drop_column},
    rule{.id = "drop-column-cascade",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "DROP COLUMN ... CASCADE",
         .reason = "CASCADE drops views, constraints and generated columns of any table that use "
                   "the column, without naming them.",
         .manual = "ddl-depend.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE widgets DROP COLUMN code CASCADE",
         .good = "ALTER TABLE widgets DROP COLUMN note",
         .check = drop_column_cascade},
    rule{.id = "drop-schema",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "DROP SCHEMA ... CASCADE",
         .reason = "CASCADE drops every table, view and function of the schema.",
         .manual = "sql-dropschema.html",
         .bad = "DROP SCHEMA app CASCADE",
         .good = "CREATE SCHEMA scratch; DROP SCHEMA scratch",
         .check = drop_schema},
    rule{.id = "drop-database",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "DROP DATABASE",
         .reason = "A database cannot be restored without a backup.",
         .manual = "sql-dropdatabase.html",
         .bad = "DROP DATABASE IF EXISTS dunlin_lint_none",
         .good = "DROP SCHEMA IF EXISTS scratch",
         .check = drop_database},
    rule{.id = "drop-sequence",
         .family = family::data_loss,
         .severity = severity::warning,
         .summary = "DROP SEQUENCE",
         .reason = "The position of a sequence is not in any table: a new one begins again and "
                   "gives out numbers that are in use.",
         .manual = "sql-dropsequence.html",
         .bad = "DROP SEQUENCE tickets",
         .good = "CREATE SEQUENCE numbers",
         .check = drop_sequence},
    rule{.id = "drop-cascade",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "DROP ... CASCADE of a type, function, view or extension",
         .reason = "CASCADE drops what depends on the object, such as the columns of a type, "
                   "without naming it.",
         .manual = "ddl-depend.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "DROP TYPE mood CASCADE",
         .good = "DROP VIEW widget_names",
         .check = drop_cascade},
    rule{.id = "drop-owned",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "DROP OWNED",
         .reason = "DROP OWNED drops all objects of a role in the database, without naming them.",
         .manual = "sql-drop-owned.html",
         .bad = "DROP OWNED BY dunlin_lint_reader",
         .good = "REASSIGN OWNED BY dunlin_lint_reader TO CURRENT_USER",
         .check = drop_owned},
};

} // namespace

std::span<const rule> dropping_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
