// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

result hash_index(const subject& s) {
    return s.is(kind::create_index) && s.action.words.front() == "hash"
               ? result{problem{"a hash index has one column, no order and cannot be unique",
                                fmt::format("CREATE INDEX ON {} ({});", s.table(),
                                            fmt::join(s.action.keys, ", "))}}
               : result{};
}

result wide_index(const subject& s) {
    constexpr std::size_t most = 3;
    if (!s.is(kind::create_index) || s.action.is_unique || s.action.keys.size() <= most) {
        return {};
    }
    return problem{fmt::format("the index has {} columns; few queries use more than the first ones",
                               s.action.keys.size()),
                   "Put the columns that queries compare with = first, and leave the others out"};
}

result duplicate_index(const subject& s) {
    if (!s.is(kind::create_index) || s.action.has_where || s.action.keys.empty()) {
        return {};
    }
    const bool has_expression =
        std::find(s.action.keys.begin(), s.action.keys.end(), "") != s.action.keys.end();
    for (const script_action& earlier : s.earlier()) {
        const action& other = earlier.action;
        if (!has_expression && other.kind == kind::create_index && !other.has_where &&
            other.keys == s.action.keys && other.words == s.action.words &&
            may_be_same(other.object, s.action.object)) {
            return problem{
                fmt::format("another index of this file has the same columns of {}", s.table()),
                "Leave one of them out"};
        }
    }
    return {};
}

/// Whether an action names something new. Long texts, such as INSERT, are not worth a scan.
bool defines_names(kind type) {
    return type != kind::insert && type != kind::update && type != kind::remove &&
           type != kind::select && type != kind::copy && type != kind::call_block &&
           type != kind::create_function;
}

result too_long_name(const subject& s) {
    constexpr std::size_t longest = 63;
    if (!defines_names(s.action.kind) || s.text().size() <= longest) {
        return {};
    }
    for (const sqltext::token& token : sqltext::scan(s.text())) {
        const std::size_t quotes = token.kind == sqltext::token_kind::quoted_name ? 2 : 0;
        const bool is_name = token.kind == sqltext::token_kind::word || quotes != 0;
        if (is_name && token.end - token.begin > longest + quotes) {
            return problem{fmt::format("the server shortens {} to {} bytes",
                                       s.text().substr(token.begin, token.end - token.begin),
                                       longest),
                           "Choose a shorter name"};
        }
    }
    return {};
}

result insert_without_columns(const subject& s) {
    return s.is(kind::insert) && !s.action.lists_columns
               ? result{problem{fmt::format("depends on the order of the columns of {}", s.table()),
                                fmt::format("INSERT INTO {} (the columns) ...", s.table())}}
               : result{};
}

result star_in_view(const subject& s) {
    return s.is(kind::create_view) && s.action.selects_star
               ? result{problem{
                     fmt::format("{} does not get the columns that are added later", s.table()),
                     "Name the columns"}}
               : result{};
}

result changes_search_path(const subject& s) {
    return s.is(kind::set_variable) && s.action.name == "search_path"
               ? result{problem{"the rest of the script works on other schemas than it shows",
                                "Write the schema with each name"}}
               : result{};
}

result creates_enum(const subject& s) {
    return s.is(kind::create_enum)
               ? result{problem{
                     fmt::format("labels of {} can be added but never removed", s.table()),
                     "Use a table that the column references, or a CHECK"}}
               : result{};
}

constexpr std::array rule_table{
    rule{.id = "hash-index",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Hash index",
         .reason = "A B-tree index serves equality as well, and also order, ranges and "
                   "uniqueness.",
         .manual = "indexes-types.html",
         .bad = "CREATE INDEX ON widgets USING hash (note)",
         .good = "CREATE INDEX ON widgets (note)",
         .check = hash_index},
    rule{.id = "wide-index",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Index of more than three columns",
         .reason = "Multicolumn indexes should be used sparingly: each one slows down writes.",
         .manual = "indexes-multicolumn.html",
         .bad = "CREATE INDEX ON widgets (name, code, price, quantity)",
         .good = "CREATE INDEX ON widgets (name, code)",
         .check = wide_index},
    rule{.id = "duplicate-index",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Two indexes on the same columns",
         .reason = "The second index costs time at every write and serves no query.",
         .manual = "indexes.html",
         .bad = "CREATE INDEX a ON widgets (note); CREATE INDEX b ON widgets (note)",
         .good = "CREATE INDEX a ON widgets (note); CREATE INDEX b ON widgets (price)",
         .check = duplicate_index},
    rule{.id = "identifier-too-long",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "Name of more than 63 bytes",
         .reason = "The server shortens it with no more than a notice; two names can become one.",
         .manual = "sql-syntax-lexical.html",
         .bad = "CREATE TABLE "
                "notes_with_a_name_that_is_far_too_long_for_the_catalog_of_the_server (id bigint "
                "PRIMARY KEY)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY)",
         .check = too_long_name},
    rule{.id = "insert-without-columns",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "INSERT without a list of columns",
         .reason = "A column that is added in the middle of the migrations' history changes what "
                   "the values mean.",
         .manual = "sql-insert.html",
         .bad = "INSERT INTO readings VALUES (1000000)",
         .good = "INSERT INTO readings (id) VALUES (1000000)",
         .check = insert_without_columns},
    rule{.id = "star-in-view",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "SELECT * in a view",
         .reason = "The list of columns is fixed when the view is created.",
         .manual = "sql-createview.html",
         .bad = "CREATE VIEW all_readings AS SELECT * FROM readings",
         .good = "CREATE VIEW all_readings AS SELECT id FROM readings",
         .check = star_in_view},
    rule{.id = "set-search-path",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "SET search_path in a migration",
         .reason = "The names in the script mean other objects than in the migrations around it.",
         .manual = "ddl-schemas.html",
         .bad = "SET search_path = app",
         .good = "SET lock_timeout = '2s'",
         .check = changes_search_path},
    rule{.id = "creating-enum",
         .family = family::conventions,
         .severity = severity::warning,
         .summary = "CREATE TYPE ... AS ENUM",
         .reason = "PostgreSQL cannot remove a label from an enum.",
         .manual = "datatype-enum.html",
         .bad = "CREATE TYPE color AS ENUM ('red', 'green')",
         .good = "CREATE TABLE colors (name text PRIMARY KEY)",
         .check = creates_enum},
};

} // namespace

std::span<const rule> script_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
