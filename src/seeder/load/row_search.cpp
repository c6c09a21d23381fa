// SPDX-License-Identifier: MIT
#include "load/row_search.hpp"

#include "load/orphan_rows.hpp"

#include <algorithm>

namespace dunlin::seeder {
namespace {

/// More than a report shows.
constexpr std::size_t max_lines = 1000;

/// ON CONFLICT DO UPDATE would update a row twice.
constexpr std::string_view cardinality_violation = "21000";

} // namespace

bool may_be_about_a_row(const sqldb::sql_error& problem) {
    const std::string_view state = problem.sqlstate;
    // Connection, transaction state, serialization, resources, operator intervention, system and
    // internal errors (manual, appendix A).
    for (const std::string_view error_class : {"08", "25", "40", "53", "57", "58", "XX"}) {
        if (state.starts_with(error_class)) {
            return false;
        }
    }
    return state != "55P03";
}

std::string describe_for_row(const sqldb::sql_error& problem) {
    return problem.detail.empty() || problem.kind() == error_kind::check_violation ||
                   problem.kind() == error_kind::not_null_violation
               ? problem.message()
               : problem.message() + ": " + problem.detail;
}

void row_search::move(const staged_rows& rows) {
    const auto rejected = try_move(rows);
    if (!rejected) {
        return;
    }
    const sqldb::sql_error& problem = *rejected;
    const auto lines = stage_.lines_of(rows);
    staged_rows no_rows = rows;
    no_rows.first_line = 1;
    no_rows.last_line = 0;
    // An error that occurs without any rows does not concern them.
    if (!lines || try_move(no_rows)) {
        throw sqldb::sql_error(problem);
    }
    if (problem.sqlstate == cardinality_violation) {
        add_repeated_keys(rows);
    }
    if (const auto* key = find_self_reference(table_, problem.constraint)) {
        add_lines(find_orphan_rows(transaction_, table_, *key, stage_, rows, max_lines),
                  describe_for_row(problem));
    }
    if (!bad_.any()) {
        stage_.index_lines();
        staged_rows all = rows;
        all.first_line = lines->first;
        search(all, lines->second);
    }
    bad_.require_none();
    throw sqldb::sql_error(problem);
}

void row_search::search(staged_rows rows, std::int64_t last) {
    while (rows.first_line <= last) {
        const auto line = find_first_rejected(rows, last);
        if (!line) {
            return;
        }
        rows.first_line = *line;
        rows.last_line = *line;
        if (const auto problem = try_move(rows)) {
            bad_.add(
                {static_cast<std::size_t>(*line), problem->column, "", describe_for_row(*problem)});
        }
        rows.first_line = *line + 1;
    }
}

std::optional<std::int64_t> row_search::find_first_rejected(const staged_rows& rows,
                                                            std::int64_t last) {
    staged_rows part = rows;
    part.last_line = last;
    if (!try_move(part)) {
        return std::nullopt;
    }
    while (part.first_line < last) {
        part.last_line = part.first_line + (last - part.first_line) / 2;
        if (try_move(part)) {
            last = *part.last_line;
        } else {
            part.first_line = *part.last_line + 1;
        }
    }
    return last;
}

std::optional<sqldb::sql_error> row_search::try_move(const staged_rows& rows) {
    try {
        sqldb::savepoint before(transaction_);
        merger_.move(rows);
        before.release();
        return std::nullopt;
    } catch (const sqldb::sql_error& problem) {
        if (!may_be_about_a_row(problem)) {
            throw;
        }
        return problem;
    }
}

void row_search::add_repeated_keys(const staged_rows& rows) {
    if (const auto* key = choose_key(table_, rows.columns)) {
        add_lines(merger_.repeated_keys(rows, *key, max_lines),
                  "an earlier row has the same " + quote_columns(table_, key->columns));
    }
}

void row_search::add_lines(const std::vector<std::int64_t>& lines, const std::string& problem) {
    for (const auto line : lines) {
        bad_.add({static_cast<std::size_t>(line), "", "", problem});
    }
}

} // namespace dunlin::seeder
