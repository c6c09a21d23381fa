// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;
using sqltext::column_definition;
using sqltext::constraint_type;

/// The first column that an action defines for which the predicate is true; null: none.
template <class Predicate> const column_definition* defined_column(const subject& s, Predicate is) {
    if (s.is(kind::add_column)) {
        return is(*s.action.column) ? &*s.action.column : nullptr;
    }
    if (s.is(kind::create_table) && !s.action.is_temporary) {
        for (const column_definition& column : s.action.columns) {
            if (is(column)) {
                return &column;
            }
        }
    }
    return nullptr;
}

template <class Predicate>
result about_type(const subject& s, Predicate is, std::string_view message,
                  std::string_view better) {
    const column_definition* column = defined_column(s, is);
    if (column == nullptr) {
        return {};
    }
    const std::string name = sqltext::quote_name(column->name);
    return problem{fmt::format("{}.{} {}", s.table(), name, message),
                   fmt::format("{} {}", name, better)};
}

bool is_key(const subject& s, const column_definition& column) {
    if (column.find(constraint_type::primary_key) != nullptr) {
        return true;
    }
    for (const auto& constraint : s.action.constraints) {
        if (constraint.type == constraint_type::primary_key && constraint.columns.size() == 1 &&
            constraint.columns.front() == column.name) {
            return true;
        }
    }
    return false;
}

result prefer_bigint(const subject& s) {
    return about_type(
        s,
        [&](const column_definition& c) {
            const bool is_short = c.type.is("int4") || c.type.is("int2") || c.type.is("serial") ||
                                  c.type.is("serial4") || c.type.is("smallserial");
            return is_short && is_key(s, c);
        },
        "runs out of numbers after 2147483647 rows, and changing it rewrites the table", "bigint");
}

result prefer_identity(const subject& s) {
    return about_type(
        s,
        [](const column_definition& c) {
            return !c.type.name.schema && c.type.name.name.find("serial") != std::string::npos;
        },
        "is a serial: its sequence has privileges and an owner of its own",
        "bigint GENERATED ALWAYS AS IDENTITY");
}

result prefer_text(const subject& s) {
    return about_type(
        s,
        [](const column_definition& c) {
            return c.type.is("varchar") && !c.type.modifiers.empty();
        },
        "has a length limit that only an ALTER TABLE changes",
        "text, with a CHECK on length() if it needs a limit");
}

result char_type(const subject& s) {
    return about_type(
        s, [](const column_definition& c) { return c.type.is("bpchar"); },
        "is padded with spaces, which comparisons ignore", "text");
}

result prefer_timestamptz(const subject& s) {
    return about_type(
        s, [](const column_definition& c) { return c.type.is("timestamp"); },
        "has no time zone: it does not say which moment it is", "timestamptz");
}

result timetz_type(const subject& s) {
    return about_type(
        s, [](const column_definition& c) { return c.type.is("timetz"); },
        "has a time zone but no date, so that daylight saving time is not known", "time");
}

result timestamp_precision(const subject& s) {
    return about_type(
        s,
        [](const column_definition& c) {
            return c.type.is("timestamptz") && !c.type.modifiers.empty();
        },
        "is rounded, possibly to a time in the future", "timestamptz");
}

result money_type(const subject& s) {
    return about_type(
        s, [](const column_definition& c) { return c.type.is("money"); },
        "has a currency and a number of decimals that depend on the server's locale", "numeric");
}

result json_type(const subject& s) {
    return s.is(kind::add_column)
               ? result{}
               : about_type(
                     s, [](const column_definition& c) { return c.type.is("json"); },
                     "has no equality and cannot be indexed", "jsonb");
}

result float_key(const subject& s) {
    return about_type(
        s,
        [&](const column_definition& c) {
            return (c.type.is("float4") || c.type.is("float8")) && is_key(s, c);
        },
        "is a key that cannot be compared exactly", "numeric or bigint");
}

constexpr std::array rule_table{
    rule{.id = "prefer-bigint-key",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Primary key of type int or smallint",
         .reason = "A key that runs out of numbers stops every INSERT, and changing its type "
                   "rewrites the table.",
         .manual = "datatype-numeric.html",
         .bad = "CREATE TABLE notes (id int PRIMARY KEY)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY)",
         .check = prefer_bigint},
    rule{.id = "prefer-identity",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Column of type serial",
         .reason = "An identity column is standard SQL, and its sequence needs no privileges of "
                   "its own.",
         .manual = "ddl-identity-columns.html",
         .bad = "CREATE TABLE notes (id bigserial PRIMARY KEY)",
         .good = "CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",
         .check = prefer_identity},
    rule{.id = "prefer-text",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Column of type varchar(n)",
         .reason = "varchar(n) is not faster than text; shortening n rewrites the table.",
         .manual = "datatype-character.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY, body varchar(100))",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY, body text)",
         .check = prefer_text},
    rule{.id = "char-type",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Column of type char(n)",
         .reason = "char(n) pads with spaces and ignores them when it compares.",
         .manual = "datatype-character.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY, country char(2))",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY, country text)",
         .check = char_type},
    rule{.id = "prefer-timestamptz",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Column of type timestamp",
         .reason = "timestamptz is a moment; timestamp is what a clock shows somewhere.",
         .manual = "datatype-datetime.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY, written_at timestamp)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY, written_at timestamptz)",
         .check = prefer_timestamptz},
    rule{.id = "timetz-type",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Column of type timetz",
         .reason = "The manual advises against time with time zone: without a date its offset "
                   "means little.",
         .manual = "datatype-datetime.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY, opens timetz)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY, opens time)",
         .check = timetz_type},
    rule{.id = "timestamp-precision",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Column of type timestamptz(n)",
         .reason = "timestamptz(0) rounds, so that a moment can be stored that has not come yet.",
         .manual = "datatype-datetime.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY, written_at timestamptz(0))",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY, written_at timestamptz)",
         .check = timestamp_precision},
    rule{.id = "money-type",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Column of type money",
         .reason = "What a money value means depends on lc_monetary.",
         .manual = "datatype-money.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY, price money)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY, price numeric(12, 2))",
         .check = money_type},
    rule{.id = "prefer-jsonb",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "New table with a column of type json",
         .reason = "jsonb can be compared and indexed and is faster to read.",
         .manual = "datatype-json.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY, details json)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY, details jsonb)",
         .check = json_type},
    rule{.id = "float-key",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Primary key of type real or double precision",
         .reason = "Floating-point numbers that print alike can differ.",
         .manual = "datatype-numeric.html",
         .bad = "CREATE TABLE notes (id float8 PRIMARY KEY)",
         .good = "CREATE TABLE notes (id numeric PRIMARY KEY)",
         .check = float_key},
};

} // namespace

std::span<const rule> column_type_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
