// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;
using sqltext::constraint_type;
using namespace std::string_view_literals;

/// Functions that PostgreSQL or its extensions declare volatile. now() and current_timestamp are
/// stable.
constexpr std::array volatile_functions{
    "random"sv,           "gen_random_uuid"sv, "uuid_generate_v1"sv, "uuid_generate_v1mc"sv,
    "uuid_generate_v4"sv, "uuidv4"sv,          "uuidv7"sv,           "clock_timestamp"sv,
    "timeofday"sv,        "nextval"sv,         "setval"sv,           "gen_random_bytes"sv,
    "gen_salt"sv,         "random_normal"sv};

/// The first volatile function of a column's default; empty: none.
std::string volatile_function_of(const sqltext::column_definition& column) {
    if (const auto* value = column.find(constraint_type::default_value)) {
        for (const std::string& function : value->functions) {
            if (std::find(volatile_functions.begin(), volatile_functions.end(), function) !=
                volatile_functions.end()) {
                return function;
            }
        }
    }
    return {};
}

std::string rewrites(const subject& s) {
    return fmt::format(
        "blocks reads and writes of {} while the table and its indexes are rewritten", s.table());
}

/// ADD COLUMN without what forces the rewrite, and without NOT NULL, which would then fail.
std::string add_nullable(const subject& s, constraint_type without) {
    sqltext::column_definition nullable = *s.action.column;
    std::erase_if(nullable.constraints, [](const sqltext::constraint& constraint) {
        return constraint.type == constraint_type::not_null;
    });
    return alter_table(s.action.object, add_column_without(nullable, without));
}

result volatile_default(const subject& s) {
    if (!s.is(kind::add_column)) {
        return {};
    }
    const std::string function = volatile_function_of(*s.action.column);
    if (function.empty()) {
        return {};
    }
    const auto& value = *s.action.column->find(constraint_type::default_value);
    const std::string column = sqltext::quote_name(s.action.name);
    return problem{fmt::format("{}, because {}() differs from row to row", rewrites(s), function),
                   add_nullable(s, constraint_type::default_value) + "\n" +
                       alter_table(s.action.object,
                                   fmt::format("ALTER COLUMN {} SET {}", column, value.text)) +
                       "\n-- then fill the existing rows in batches"};
}

result generated(const subject& s) {
    const auto* expression =
        s.is(kind::add_column) ? s.action.column->find(constraint_type::generated) : nullptr;
    if (expression == nullptr) {
        return {};
    }
    return problem{rewrites(s),
                   add_nullable(s, constraint_type::generated) +
                       "\n-- then keep it up to date with a trigger, and fill the existing rows "
                       "in batches"};
}

std::string_view integer_of(std::string_view serial) {
    return serial.starts_with("big") || serial == "serial8"     ? "bigint"
           : serial.starts_with("small") || serial == "serial2" ? "smallint"
                                                                : "integer";
}

result serial(const subject& s) {
    if (!s.is(kind::add_column)) {
        return {};
    }
    const std::string& type = s.action.column->type.name.name;
    const bool is_serial = type.find("serial") != std::string::npos;
    if (!is_serial && s.action.column->find(constraint_type::identity) == nullptr) {
        return {};
    }
    const std::string column = sqltext::quote_name(s.action.name);
    const std::string sequence =
        sqltext::quote_name(s.action.object.name + "_" + s.action.name + "_seq");
    return problem{
        rewrites(s),
        alter_table(s.action.object,
                    fmt::format("ADD COLUMN {} {}", column,
                                is_serial ? integer_of(type) : s.action.column->type.text)) +
            fmt::format("\nCREATE SEQUENCE {};\n", sequence) +
            alter_table(s.action.object, fmt::format("ALTER COLUMN {} SET DEFAULT nextval('{}')",
                                                     column, sequence)) +
            "\n-- then fill the existing rows in batches"};
}

result constrained_domain(const subject& s) {
    if (!s.is(kind::add_column)) {
        return {};
    }
    const object_name& type = s.action.column->type.name;
    const auto* domain = [&]() -> const script_action* {
        for (const script_action& earlier : s.earlier()) {
            if (earlier.action.kind == kind::create_domain && !earlier.action.constraints.empty() &&
                may_be_same(earlier.action.object, type)) {
                return &earlier;
            }
        }
        return nullptr;
    }();
    if (domain == nullptr) {
        return {};
    }
    return problem{fmt::format("{}, because the domain {} has a constraint", rewrites(s),
                               sqltext::quote_name(type)),
                   "Use the domain's base type, and add the constraint to the table NOT VALID"};
}

constexpr std::array rule_table{
    rule{.id = "add-column-volatile-default",
         .family = family::rewrites,
         .severity = severity::error,
         .summary = "New column with a volatile default",
         .reason = "A volatile default is computed for each row, so that the whole table and its "
                   "indexes are rewritten under an ACCESS EXCLUSIVE lock. Constants, now() and "
                   "other stable functions are stored once.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad = "ALTER TABLE widgets ADD COLUMN token uuid DEFAULT gen_random_uuid()",
         .good = "ALTER TABLE widgets ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now()",
         .check = volatile_default},
    rule{.id = "add-column-generated-stored",
         .family = family::rewrites,
         .severity = severity::error,
         .summary = "New stored generated column",
         .reason = "A stored generated column is computed for each row, so that the whole table is "
                   "rewritten under an ACCESS EXCLUSIVE lock.",
         .manual = "ddl-generated-columns.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad =
             "ALTER TABLE widgets ADD COLUMN total numeric GENERATED ALWAYS AS (price * quantity) "
             "STORED",
         .good = "ALTER TABLE widgets ADD COLUMN total numeric",
         .check = generated,
         .first_version = 12},
    rule{.id = "add-column-serial",
         .family = family::rewrites,
         .severity = severity::error,
         .summary = "New serial or identity column",
         .reason = "Each existing row gets a number, so that the whole table and its indexes are "
                   "rewritten under an ACCESS EXCLUSIVE lock.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad = "ALTER TABLE widgets ADD COLUMN number bigint GENERATED BY DEFAULT AS IDENTITY",
         .good = "ALTER TABLE widgets ADD COLUMN number bigint",
         .check = serial},
    rule{.id = "add-column-constrained-domain",
         .family = family::rewrites,
         .severity = severity::error,
         .summary = "New column of a domain with a constraint",
         .reason = "The constraint of a domain is checked for each row of the new column, and the "
                   "whole table is rewritten under an ACCESS EXCLUSIVE lock.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad =
             "CREATE DOMAIN grade AS int CHECK (VALUE > 0); ALTER TABLE widgets ADD COLUMN grade "
             "grade",
         .good = "CREATE DOMAIN grade AS int; ALTER TABLE widgets ADD COLUMN grade grade",
         .check = constrained_domain},
};

} // namespace

std::span<const rule> column_rewrite_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
