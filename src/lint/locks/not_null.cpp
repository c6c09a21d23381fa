// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

/// The valid check that shows the column of a SET NOT NULL to be not null; null: none is known.
const not_null_proof* proof_of(const subject& s) {
    for (const not_null_proof& proof : s.proofs) {
        if (proof.is_valid && may_be_same(proof.table, s.action.object) &&
            std::find(proof.columns.begin(), proof.columns.end(), s.action.name) !=
                proof.columns.end()) {
            return &proof;
        }
    }
    return nullptr;
}

/// Whether the statement itself drops the constraint.
bool drops_in_same_statement(const subject& s, const std::string& constraint) {
    const std::size_t statement = s.all[s.position].statement;
    return std::any_of(s.all.begin(), s.all.end(), [&](const script_action& other) {
        return other.statement == statement && other.action.kind == kind::drop_constraint &&
               other.action.name == constraint;
    });
}

std::string by_a_check(const subject& s) {
    const std::string column = sqltext::quote_name(s.action.name);
    const std::string check = fmt::format("{}_{}_not_null", s.action.object.name, s.action.name);
    const std::string dropped = "DROP CONSTRAINT " + sqltext::quote_name(check);
    return add_not_valid(s.action.object, check, fmt::format("CHECK ({} IS NOT NULL)", column)) +
           "\n" +
           alter_table(s.action.object, fmt::format("ALTER COLUMN {} SET NOT NULL", column)) +
           "\n" + alter_table(s.action.object, dropped);
}

result set_not_null(const subject& s) {
    if (!s.is(kind::set_not_null) || proof_of(s) != nullptr) {
        return {};
    }
    return problem{
        fmt::format("blocks reads and writes of {} while all its rows are read", s.table()),
        by_a_check(s)};
}

result drops_its_proof(const subject& s) {
    const not_null_proof* proof = s.is(kind::set_not_null) ? proof_of(s) : nullptr;
    if (proof == nullptr || !drops_in_same_statement(s, proof->constraint)) {
        return {};
    }
    return problem{
        fmt::format("reads all rows of {}: the statement drops {} first, which would have shown "
                    "the column to be not null",
                    s.table(), sqltext::quote_name(proof->constraint)),
        alter_table(s.action.object, s.text()) + "\n" +
            alter_table(s.action.object,
                        "DROP CONSTRAINT " + sqltext::quote_name(proof->constraint))};
}

constexpr std::array rule_table{
    rule{
        .id = "set-not-null",
        .family = family::locks,
        .severity = severity::error,
        .summary = "SET NOT NULL that reads the table",
        .reason = "SET NOT NULL reads every row under an ACCESS EXCLUSIVE lock, unless a valid "
                  "CHECK (column IS NOT NULL) shows that no row has NULL.",
        .manual = "sql-altertable.html",
        .effect = {"ACCESS EXCLUSIVE", false, true},
        .bad = "ALTER TABLE widgets ALTER COLUMN price SET NOT NULL",
        .good =
            "ALTER TABLE widgets ADD CONSTRAINT widgets_price_set CHECK (price IS NOT NULL) NOT VALID; COMMIT; ALTER TABLE widgets VALIDATE CONSTRAINT widgets_price_set; ALTER TABLE widgets ALTER COLUMN price SET NOT NULL",
        .check = set_not_null},
    rule{
        .id = "set-not-null-drops-its-proof",
        .family = family::locks,
        .severity = severity::error,
        .summary = "SET NOT NULL and DROP CONSTRAINT in one statement",
        .reason = "ALTER TABLE runs DROP CONSTRAINT before SET NOT NULL, whatever their order, so "
                  "that the check no longer spares the scan.",
        .manual = "sql-altertable.html",
        .effect = {"ACCESS EXCLUSIVE", false, true},
        .bad =
            "ALTER TABLE widgets ADD CONSTRAINT widgets_price_set CHECK (price IS NOT NULL) NOT VALID; COMMIT; "
            "ALTER TABLE widgets VALIDATE CONSTRAINT widgets_price_set; ALTER TABLE widgets ALTER COLUMN "
            "price SET NOT NULL, DROP CONSTRAINT widgets_price_set",
        .good =
            "ALTER TABLE widgets ADD CONSTRAINT widgets_price_set CHECK (price IS NOT NULL) NOT VALID; COMMIT; ALTER TABLE widgets VALIDATE CONSTRAINT widgets_price_set; ALTER TABLE widgets ALTER COLUMN price SET NOT NULL; ALTER TABLE widgets DROP CONSTRAINT widgets_price_set",
        .check = drops_its_proof,
        .first_version = 12},
};

} // namespace

std::span<const rule> not_null_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
