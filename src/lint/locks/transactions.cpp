// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

/// The action of the same transaction before this one for which the predicate is true; null: none.
template <class Predicate>
const script_action* earlier_in_transaction(const subject& s, Predicate is) {
    for (const script_action& earlier : s.earlier()) {
        if (earlier.transaction == s.transaction() && is(earlier)) {
            return &earlier;
        }
    }
    return nullptr;
}

result validate_in_same_transaction(const subject& s) {
    if (!s.is(kind::validate_constraint)) {
        return {};
    }
    const auto* added = earlier_in_transaction(s, [&](const script_action& earlier) {
        return earlier.action.kind == kind::add_constraint &&
               earlier.action.name == s.action.name &&
               may_be_same(earlier.action.object, s.action.object);
    });
    if (added == nullptr) {
        return {};
    }
    return problem{
        fmt::format("checks all rows of {} while the lock of ADD CONSTRAINT is still held",
                    s.table()),
        fmt::format("-- in a later migration:\n{}", alter_table(s.action.object, s.text()))};
}

/// Subcommands that take an ACCESS EXCLUSIVE lock, briefly unless something follows.
bool locks_out_all(const script_action& earlier) {
    switch (earlier.action.kind) {
    case kind::add_column:
    case kind::drop_column:
    case kind::alter_column_type:
    case kind::set_not_null:
    case kind::drop_not_null:
    case kind::set_default:
    case kind::drop_default:
    case kind::drop_constraint:
        return !earlier.on_new_relation;
    case kind::add_constraint:
        return !earlier.on_new_relation &&
               earlier.action.constraint->type != sqltext::constraint_type::foreign_key;
    default:
        return false;
    }
}

bool is_long(const action& action) {
    return action.kind == kind::update || action.kind == kind::remove ||
           (action.kind == kind::create_index && !action.concurrently) ||
           action.kind == kind::refresh;
}

result statement_after_lock(const subject& s) {
    if (!is_long(s.action)) {
        return {};
    }
    const auto* locked = earlier_in_transaction(s, locks_out_all);
    if (locked == nullptr) {
        return {};
    }
    return problem{
        fmt::format("runs while the ALTER TABLE before it still blocks reads and writes of {}",
                    sqltext::quote_name(locked->action.object)),
        "Move it to a migration of its own"};
}

bool reads_all_rows(const action& action) {
    return action.kind == kind::alter_column_type || action.kind == kind::set_not_null;
}

result several_rewrites(const subject& s) {
    if (!reads_all_rows(s.action)) {
        return {};
    }
    const std::size_t statement = s.all[s.position].statement;
    const auto* other = earlier_in_transaction(s, [&](const script_action& earlier) {
        return earlier.statement != statement && earlier.action.kind == s.action.kind &&
               may_be_same(earlier.action.object, s.action.object);
    });
    if (other == nullptr) {
        return {};
    }
    return problem{
        fmt::format("goes through all rows of {} once more", s.table()),
        alter_table(s.action.object,
                    fmt::format("{}, {}",
                                other->sql.substr(other->action.begin,
                                                  other->action.end - other->action.begin),
                                s.text()))};
}

constexpr std::array rule_table{
    rule{.id = "validate-in-same-tx",
         .family = family::locks,
         .severity = severity::error,
         .summary = "NOT VALID and VALIDATE CONSTRAINT in one transaction",
         .reason = "The lock of ADD CONSTRAINT is held until the transaction ends, and so through "
                   "the scan that NOT VALID was to keep out of it.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE widgets ADD CONSTRAINT widgets_price_check CHECK (price >= 0) NOT "
                "VALID; ALTER TABLE widgets VALIDATE CONSTRAINT widgets_price_check",
         .good = "ALTER TABLE widgets ADD CONSTRAINT widgets_price_check CHECK (price >= 0) NOT "
                 "VALID; COMMIT; ALTER TABLE widgets VALIDATE CONSTRAINT widgets_price_check",
         .check = validate_in_same_transaction},
    rule{.id = "statement-after-ael",
         .family = family::locks,
         .severity = severity::error,
         .summary = "Long statement after ALTER TABLE in one transaction",
         .reason = "ALTER TABLE's ACCESS EXCLUSIVE lock is held until the transaction ends, "
                   "whatever the following statements work on.",
         .manual = "explicit-locking.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad =
             "ALTER TABLE widgets ADD COLUMN grade int; UPDATE widgets SET grade = 1 WHERE grade "
             "IS NULL",
         .good = "ALTER TABLE widgets ADD COLUMN grade int; COMMIT; UPDATE widgets SET grade = 1 "
                 "WHERE id = 1",
         .check = statement_after_lock},
    rule{.id = "multiple-alter-same-table",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "Several ALTER TABLE that each read the table",
         .reason = "One ALTER TABLE with several subcommands goes through the rows once; several "
                   "statements go through them once each.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE widgets ALTER COLUMN price SET NOT NULL; ALTER TABLE widgets ALTER "
                "COLUMN note SET NOT NULL",
         .good = "ALTER TABLE widgets ALTER COLUMN quantity SET DEFAULT 1, ALTER COLUMN note SET "
                 "DEFAULT ''",
         .check = several_rewrites},
};

} // namespace

std::span<const rule> transaction_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
