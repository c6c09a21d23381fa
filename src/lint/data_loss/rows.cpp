// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

result truncate(const subject& s) {
    if (!s.is(kind::truncate) || s.action.cascade) {
        return {};
    }
    return problem{
        fmt::format("deletes all rows of {} and blocks reads and writes of it", s.table()),
        "Delete the rows that are no longer needed, in batches"};
}

result truncate_cascade(const subject& s) {
    if (!s.is(kind::truncate) || !s.action.cascade) {
        return {};
    }
    return problem{
        fmt::format("deletes all rows of {} and of every table that references it", s.table()),
        fmt::format("TRUNCATE {};", s.table())};
}

result delete_all(const subject& s) {
    if (!s.is(kind::remove) || s.action.has_where) {
        return {};
    }
    return problem{fmt::format("deletes all rows of {} in one transaction", s.table()),
                   fmt::format("DELETE FROM {} WHERE the rows are no longer needed;", s.table())};
}

result update_all(const subject& s) {
    if (!s.is(kind::update) || s.action.has_where) {
        return {};
    }
    return problem{
        fmt::format("overwrites all rows of {} and locks each of them until the transaction ends",
                    s.table()),
        "Update the rows in batches, outside of the migration's transaction"};
}

constexpr std::array rule_table{
    rule{.id = "truncate",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "TRUNCATE",
         .reason = "TRUNCATE deletes all rows under an ACCESS EXCLUSIVE lock.",
         .manual = "sql-truncate.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad = "TRUNCATE readings",
         .good = "DELETE FROM readings WHERE id < 10",
         .check = truncate},
    rule{.id = "truncate-cascade",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "TRUNCATE ... CASCADE",
         .reason = "CASCADE empties every table with a foreign key to the table, and every table "
                   "with a foreign key to those.",
         .manual = "sql-truncate.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad = "TRUNCATE categories CASCADE",
         .good = "DELETE FROM readings WHERE id < 10",
         .check = truncate_cascade},
    rule{.id = "delete-without-where",
         .family = family::data_loss,
         .severity = severity::error,
         .summary = "DELETE without WHERE",
         .reason = "All rows are deleted and stay locked until the transaction ends; the table "
                   "does not shrink.",
         .manual = "sql-delete.html",
         .effect = {"ROW EXCLUSIVE", false, true},
         .bad = "DELETE FROM readings",
         .good = "DELETE FROM categories WHERE id = -1",
         .check = delete_all},
    rule{.id = "update-without-where",
         .family = family::data_loss,
         .severity = severity::warning,
         .summary = "UPDATE without WHERE",
         .reason = "Every row is rewritten and stays locked until the transaction ends; the "
                   "table can grow to twice its size.",
         .manual = "sql-update.html",
         .effect = {"ROW EXCLUSIVE", false, true},
         .bad = "UPDATE widgets SET note = ''",
         .good = "UPDATE widgets SET note = '' WHERE id = 1",
         .check = update_all},
};

} // namespace

std::span<const rule> row_loss_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
