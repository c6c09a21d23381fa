// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

result add_constraint(const subject& s) {
    if (!s.is(kind::add_domain_constraint) || s.action.constraint->not_valid) {
        return {};
    }
    const std::string name =
        sqltext::quote_name(s.action.constraint->name.empty() ? s.action.object.name + "_check"
                                                              : s.action.constraint->name);
    return problem{
        fmt::format("blocks writes to every table with a column of {} while all their rows are "
                    "read",
                    s.table()),
        fmt::format("ALTER DOMAIN {} ADD CONSTRAINT {} {} NOT VALID;\n-- in a later migration:\n"
                    "ALTER DOMAIN {} VALIDATE CONSTRAINT {};",
                    s.table(), name, definition_of(*s.action.constraint), s.table(), name)};
}

result set_not_null(const subject& s) {
    if (!s.is(kind::set_domain_not_null)) {
        return {};
    }
    return problem{
        fmt::format("blocks writes to every table with a column of {} while all their rows are "
                    "read",
                    s.table()),
        fmt::format("ALTER DOMAIN {} ADD CONSTRAINT {} CHECK (VALUE IS NOT NULL) NOT VALID;",
                    s.table(), sqltext::quote_name(s.action.object.name + "_not_null"))};
}

constexpr std::array rule_table{
    rule{.id = "domain-constraint",
         .family = family::locks,
         .severity = severity::error,
         .summary = "Domain constraint without NOT VALID",
         .reason = "A new constraint of a domain is checked on every column of that type, under a "
                   "SHARE lock on each table that has one.",
         .manual = "sql-alterdomain.html",
         .effect = {"SHARE", false, true},
         .bad = "ALTER DOMAIN amount ADD CONSTRAINT amount_check CHECK (VALUE < 1000000)",
         .good =
             "ALTER DOMAIN amount ADD CONSTRAINT amount_check CHECK (VALUE < 1000000) NOT VALID",
         .check = add_constraint},
    rule{.id = "domain-set-not-null",
         .family = family::locks,
         .severity = severity::error,
         .summary = "ALTER DOMAIN ... SET NOT NULL",
         .reason = "SET NOT NULL is checked on every column of the domain, under a SHARE lock on "
                   "each table that has one.",
         .manual = "sql-alterdomain.html",
         .effect = {"SHARE", false, true},
         .bad = "ALTER DOMAIN amount SET NOT NULL",
         .good = "ALTER DOMAIN amount ADD CONSTRAINT amount_not_null CHECK (VALUE IS NOT NULL) NOT "
                 "VALID",
         .check = set_not_null},
};

} // namespace

std::span<const rule> domain_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
