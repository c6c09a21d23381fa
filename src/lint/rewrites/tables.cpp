// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

std::string rewrites(const subject& s) {
    return fmt::format("blocks reads and writes of {} while the table is rewritten", s.table());
}

constexpr std::string_view copy = "Create a new table, copy the rows, and exchange the names";

result set_logged(const subject& s) {
    return s.is(kind::set_logged) || s.is(kind::set_unlogged)
               ? result{problem{rewrites(s), std::string(copy)}}
               : result{};
}

result set_tablespace(const subject& s) {
    const bool is_of_table = s.action.type == object_type::table;
    return s.is(kind::set_tablespace) && is_of_table
               ? result{problem{rewrites(s), std::string(copy)}}
               : result{};
}

result set_access_method(const subject& s) {
    return s.is(kind::set_access_method) ? result{problem{rewrites(s), std::string(copy)}}
                                         : result{};
}

constexpr std::array rule_table{
    rule{.id = "set-logged",
         .family = family::rewrites,
         .severity = severity::error,
         .summary = "SET LOGGED and SET UNLOGGED",
         .reason = "Both rewrite the whole table under an ACCESS EXCLUSIVE lock; an unlogged "
                   "table is emptied by a crash.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad = "ALTER TABLE readings SET UNLOGGED",
         .good = "CREATE UNLOGGED TABLE scratch (id bigint)",
         .check = set_logged},
    rule{.id = "set-tablespace",
         .family = family::rewrites,
         .severity = severity::error,
         .summary = "SET TABLESPACE of a table",
         .reason = "The files of the table are copied under an ACCESS EXCLUSIVE lock.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE widgets SET TABLESPACE pg_default",
         .good = "CREATE TABLE scratch (id bigint) TABLESPACE pg_default",
         .check = set_tablespace},
    rule{.id = "set-access-method",
         .family = family::rewrites,
         .severity = severity::error,
         .summary = "SET ACCESS METHOD",
         .reason = "The whole table is rewritten under an ACCESS EXCLUSIVE lock.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad = "CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler; ALTER TABLE "
                "widgets SET ACCESS METHOD heap2",
         .good = "CREATE TABLE scratch (id bigint) USING heap",
         .check = set_access_method,
         .first_version = 15},
};

} // namespace

std::span<const rule> table_rewrite_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
