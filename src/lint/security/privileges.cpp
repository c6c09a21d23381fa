// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

bool has_word(const subject& s, std::string_view word) {
    return std::find(s.action.words.begin(), s.action.words.end(), word) != s.action.words.end();
}

bool defines_role(const subject& s) {
    return s.is(kind::create_role) || s.is(kind::alter_role);
}

bool writes(const subject& s) {
    return s.action.full || has_word(s, "insert") || has_word(s, "update") ||
           has_word(s, "delete") || has_word(s, "truncate") || has_word(s, "create");
}

result to_public(const subject& s) {
    if (!s.is(kind::grant) || !s.action.to_public || !writes(s)) {
        return {};
    }
    return problem{fmt::format("every role of the server may change {}, those of the future "
                               "included",
                               s.table()),
                   "Grant it to the roles that need it"};
}

result by_default_to_public(const subject& s) {
    return s.is(kind::grant_by_default) && s.action.to_public
               ? result{problem{"every role of the server may use the objects that will be created",
                                "Grant it to the roles that need it"}}
               : result{};
}

result grant_all(const subject& s) {
    if (!s.is(kind::grant) || !s.action.full || s.action.to_public ||
        s.action.type != object_type::table) {
        return {};
    }
    return problem{
        fmt::format("also grants TRUNCATE, REFERENCES and TRIGGER on {}", s.table()),
        fmt::format("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO the role;", s.table())};
}

result grant_option(const subject& s) {
    if ((!s.is(kind::grant) && !s.is(kind::grant_role)) || !s.action.with_grant_option) {
        return {};
    }
    return problem{"the role can pass the privilege on to any other role",
                   "Leave out WITH GRANT OPTION and WITH ADMIN OPTION"};
}

result superuser(const subject& s) {
    return defines_role(s) && has_word(s, "superuser")
               ? result{problem{fmt::format("no permission is checked for {}",
                                            sqltext::quote_name(s.action.name)),
                                "Grant the privileges that the role needs"}}
               : result{};
}

result bypass_row_security(const subject& s) {
    return defines_role(s) && has_word(s, "bypassrls")
               ? result{problem{fmt::format("no row security policy applies to {}",
                                            sqltext::quote_name(s.action.name)),
                                "Write a policy for the role"}}
               : result{};
}

result password(const subject& s) {
    return defines_role(s) && has_word(s, "password")
               ? result{problem{fmt::format("the password of {} is in the repository, and in the "
                                            "server's log",
                                            sqltext::quote_name(s.action.name)),
                                "Set it outside of the migrations, with psql's \\password"}}
               : result{};
}

constexpr std::array rule_table{
    rule{.id = "grant-to-public",
         .family = family::security,
         .severity = severity::error,
         .summary = "GRANT of changes TO PUBLIC",
         .reason = "PUBLIC is every role of the server, those of other programs included.",
         .manual = "sql-grant.html",
         .bad = "GRANT INSERT ON widgets TO PUBLIC",
         .good = "GRANT INSERT ON widgets TO dunlin_lint_reader",
         .check = to_public},
    rule{.id = "default-privileges-to-public",
         .family = family::security,
         .severity = severity::error,
         .summary = "ALTER DEFAULT PRIVILEGES ... TO PUBLIC",
         .reason = "Every role of the server may use each object that will be created.",
         .manual = "sql-alterdefaultprivileges.html",
         .bad = "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC",
         .good = "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO "
                 "dunlin_lint_reader",
         .check = by_default_to_public},
    rule{.id = "grant-all",
         .family = family::security,
         .severity = severity::warning,
         .summary = "GRANT ALL on a table",
         .reason = "ALL includes TRUNCATE, REFERENCES and TRIGGER, and what later versions add.",
         .manual = "ddl-priv.html",
         .bad = "GRANT ALL ON widgets TO dunlin_lint_reader",
         .good = "GRANT SELECT, INSERT ON widgets TO dunlin_lint_reader",
         .check = grant_all},
    rule{.id = "grant-option",
         .family = family::security,
         .severity = severity::warning,
         .summary = "WITH GRANT OPTION and WITH ADMIN OPTION",
         .reason = "The role can pass the privilege on, so that the migrations no longer say who "
                   "has it.",
         .manual = "sql-grant.html",
         .bad = "GRANT SELECT ON widgets TO dunlin_lint_reader WITH GRANT OPTION",
         .good = "GRANT SELECT ON widgets TO dunlin_lint_reader",
         .check = grant_option},
    rule{.id = "superuser-role",
         .family = family::security,
         .severity = severity::error,
         .summary = "Role with SUPERUSER",
         .reason = "No permission is checked for a superuser, who can also run programs on the "
                   "server.",
         .manual = "sql-createrole.html",
         .bad = "CREATE ROLE dunlin_lint_other SUPERUSER",
         .good = "CREATE ROLE dunlin_lint_other",
         .check = superuser},
    rule{.id = "bypassrls-role",
         .family = family::security,
         .severity = severity::error,
         .summary = "Role with BYPASSRLS",
         .reason = "Row security policies do not apply to the role.",
         .manual = "sql-createrole.html",
         .bad = "CREATE ROLE dunlin_lint_other BYPASSRLS",
         .good = "CREATE ROLE dunlin_lint_other",
         .check = bypass_row_security},
    rule{.id = "password-in-script",
         .family = family::security,
         .severity = severity::error,
         .summary = "Password of a role in a migration",
         .reason = "The password stays in the history of the repository, and the server may write "
                   "the statement to its log.",
         .manual = "sql-createrole.html",
         .bad = "CREATE ROLE dunlin_lint_other PASSWORD 'x'",
         .good = "CREATE ROLE dunlin_lint_other",
         .check = password},
};

} // namespace

std::span<const rule> privilege_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
