// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;
using namespace std::string_view_literals;

constexpr std::array untrusted{"c"sv,          "internal"sv, "plpythonu"sv,
                               "plpython3u"sv, "plperlu"sv,  "pltclu"sv};

bool is_untrusted(std::string_view language) {
    return std::find(untrusted.begin(), untrusted.end(), language) != untrusted.end();
}

result definer_search_path(const subject& s) {
    if (!s.is(kind::create_function) || !s.action.security_definer || s.action.sets_search_path) {
        return {};
    }
    return problem{
        fmt::format("{} runs with its owner's privileges and the caller's search_path: the caller "
                    "can make it use objects of their own",
                    s.table()),
        with_word_after(s.sql, "DEFINER", "SET search_path = pg_catalog, pg_temp")};
}

result untrusted_language(const subject& s) {
    const bool creates = (s.is(kind::create_function) && is_untrusted(s.action.new_name)) ||
                         (s.is(kind::create_extension) && is_untrusted(s.action.name));
    return creates ? result{problem{"code in this language can do what the server's operating "
                                    "system user can",
                                    "Use a trusted language: sql, plpgsql"}}
                   : result{};
}

result from_program(const subject& s) {
    return s.is(kind::copy) && s.action.from_program
               ? result{problem{"runs a program on the server", "Use COPY ... FROM STDIN"}}
               : result{};
}

result server_file(const subject& s) {
    return s.is(kind::copy) && !s.action.from_program && !s.action.name.empty()
               ? result{problem{
                     fmt::format("reads or writes the file {} on the server", s.action.name),
                     "Use COPY ... FROM STDIN"}}
               : result{};
}

result alter_system(const subject& s) {
    return s.is(kind::alter_system)
               ? result{problem{"changes the whole server, for all databases and after restarts",
                                "Set it with ALTER DATABASE or ALTER ROLE"}}
               : result{};
}

constexpr std::array rule_table{
    rule{.id = "security-definer-search-path",
         .family = family::security,
         .severity = severity::error,
         .summary = "SECURITY DEFINER without SET search_path",
         .reason = "A SECURITY DEFINER function looks names up in the caller's search_path, where "
                   "the caller can place objects of the same name.",
         .manual = "sql-createfunction.html",
         .bad = "CREATE FUNCTION touch_all() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT "
                "NULL::void'",
         .good = "CREATE FUNCTION touch_all() RETURNS void LANGUAGE sql SECURITY DEFINER SET "
                 "search_path = pg_catalog, pg_temp AS 'SELECT NULL::void'",
         .check = definer_search_path},
    rule{.id = "untrusted-language",
         .family = family::security,
         .severity = severity::warning,
         .summary = "Function in an untrusted language",
         .reason = "An untrusted language is not confined to the database: its code reads and "
                   "writes files of the server.",
         .manual = "catalog-pg-language.html",
         .bad = "CREATE FUNCTION length_of(text) RETURNS int LANGUAGE internal AS 'textlen'",
         .good = "CREATE FUNCTION length_of(t text) RETURNS int LANGUAGE sql AS 'SELECT length(t)'",
         .check = untrusted_language},
    rule{.id = "copy-program",
         .family = family::security,
         .severity = severity::error,
         .summary = "COPY ... PROGRAM",
         .reason = "The program runs as the server's operating system user.",
         .manual = "sql-copy.html",
         .bad = "COPY readings (id) FROM PROGRAM 'true'",
         .good = "INSERT INTO readings (id) VALUES (1000000)",
         .check = from_program},
    rule{.id = "copy-server-file",
         .family = family::security,
         .severity = severity::warning,
         .summary = "COPY from or to a file of the server",
         .reason = "The file is read or written on the server, as its operating system user, and "
                   "has to be there on every server.",
         .manual = "sql-copy.html",
         .bad = "COPY readings (id) FROM '/dev/null'",
         .good = "INSERT INTO readings (id) VALUES (1000000)",
         .check = server_file},
    rule{.id = "alter-system",
         .family = family::security,
         .severity = severity::warning,
         .summary = "ALTER SYSTEM",
         .reason = "ALTER SYSTEM changes the configuration of the server, not of this database.",
         .manual = "sql-altersystem.html",
         .bad = "ALTER SYSTEM RESET trace_notify",
         .good = "ALTER ROLE dunlin_lint_reader SET work_mem = '8MB'",
         .check = alter_system},
};

} // namespace

std::span<const rule> function_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
