// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

result disable(const subject& s) {
    return s.is(kind::disable_row_security)
               ? result{problem{
                     fmt::format("every role that may read {} sees all its rows", s.table()),
                     "Write a policy for the roles that need the rows"}}
               : result{};
}

result no_force(const subject& s) {
    return s.is(kind::unforce_row_security)
               ? result{problem{
                     fmt::format("policies no longer apply to the owner of {}", s.table()),
                     "Let the program connect as another role than the owner"}}
               : result{};
}

result drop_policy(const subject& s) {
    return s.drops(object_type::policy)
               ? result{problem{fmt::format("changes who sees the rows of {}", s.table()),
                                fmt::format("ALTER POLICY {} ON {} USING (the new condition);",
                                            sqltext::quote_name(s.action.name), s.table())}}
               : result{};
}

result always_true(const subject& s) {
    return s.is(kind::create_policy) && s.action.always_true && s.action.to_public
               ? result{problem{fmt::format("lets every role see all rows of {}, whatever other "
                                            "policies say",
                                            s.table()),
                                "Name the roles with TO, or write a condition"}}
               : result{};
}

/// Whether the script turns on row security of the policy's table.
result not_enabled(const subject& s) {
    if (!s.is(kind::create_policy) || !s.is_new(s.action.object)) {
        return {};
    }
    const bool is_enabled =
        std::any_of(s.all.begin(), s.all.end(), [&](const script_action& other) {
            return other.action.kind == kind::enable_row_security &&
                   may_be_same(other.action.object, s.action.object);
        });
    if (is_enabled) {
        return {};
    }
    return problem{fmt::format("has no effect: row security of {} is not enabled", s.table()),
                   alter_table(s.action.object, "ENABLE ROW LEVEL SECURITY")};
}

result without_policy(const subject& s) {
    if (!s.is(kind::enable_row_security) || !s.is_new(s.action.object)) {
        return {};
    }
    const bool has_policy =
        std::any_of(s.all.begin(), s.all.end(), [&](const script_action& other) {
            return other.action.kind == kind::create_policy &&
                   may_be_same(other.action.object, s.action.object);
        });
    if (has_policy) {
        return {};
    }
    return problem{
        fmt::format("nobody but the owner sees a row of {}: it has no policy", s.table()),
        fmt::format("CREATE POLICY {} ON {} USING (the condition);",
                    sqltext::quote_name(s.action.object.name + "_rows"), s.table())};
}

constexpr std::array rule_table{
    rule{.id = "disable-row-security",
         .family = family::security,
         .severity = severity::error,
         .summary = "DISABLE ROW LEVEL SECURITY",
         .reason = "Without row security the policies of the table have no effect.",
         .manual = "ddl-rowsecurity.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE categories DISABLE ROW LEVEL SECURITY",
         .good = "ALTER POLICY categories_all ON categories USING (id > 0)",
         .check = disable},
    rule{.id = "no-force-row-security",
         .family = family::security,
         .severity = severity::warning,
         .summary = "NO FORCE ROW LEVEL SECURITY",
         .reason = "Policies apply to the owner of a table only with FORCE.",
         .manual = "ddl-rowsecurity.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE categories NO FORCE ROW LEVEL SECURITY",
         .good = "ALTER TABLE categories FORCE ROW LEVEL SECURITY",
         .check = no_force},
    rule{.id = "drop-policy",
         .family = family::security,
         .severity = severity::warning,
         .summary = "DROP POLICY",
         .reason = "Without a permissive policy nobody sees a row; without a restrictive one more "
                   "rows are seen.",
         .manual = "sql-droppolicy.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "DROP POLICY categories_all ON categories",
         .good = "ALTER POLICY categories_all ON categories USING (id > 0)",
         .check = drop_policy},
    rule{.id = "policy-always-true",
         .family = family::security,
         .severity = severity::error,
         .summary = "Permissive policy with USING (true) for all roles",
         .reason = "Permissive policies are combined with OR: one that is always true lets every "
                   "role see every row.",
         .manual = "sql-createpolicy.html",
         .bad = "CREATE POLICY categories_open ON categories USING (true)",
         .good = "CREATE POLICY categories_open ON categories TO dunlin_lint_reader USING (id > 0)",
         .check = always_true},
    rule{.id = "policy-without-row-security",
         .family = family::security,
         .severity = severity::error,
         .summary = "Policy on a new table without row security",
         .reason = "A policy has no effect until ENABLE ROW LEVEL SECURITY.",
         .manual = "ddl-rowsecurity.html",
         .bad =
             "CREATE TABLE notes (id bigint PRIMARY KEY); CREATE POLICY own ON notes USING (id > "
             "0)",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY); ALTER TABLE notes ENABLE ROW LEVEL "
                 "SECURITY; CREATE POLICY own ON notes USING (id > 0)",
         .check = not_enabled},
    rule{.id = "row-security-without-policy",
         .family = family::security,
         .severity = severity::warning,
         .summary = "Row security of a new table without a policy",
         .reason = "With row security and no policy, no row is visible but to the owner.",
         .manual = "ddl-rowsecurity.html",
         .bad = "CREATE TABLE notes (id bigint PRIMARY KEY); ALTER TABLE notes ENABLE ROW LEVEL "
                "SECURITY",
         .good = "CREATE TABLE notes (id bigint PRIMARY KEY); ALTER TABLE notes ENABLE ROW LEVEL "
                 "SECURITY; CREATE POLICY own ON notes USING (id > 0)",
         .check = without_policy},
};

} // namespace

std::span<const rule> row_security_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
