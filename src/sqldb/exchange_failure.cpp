// SPDX-License-Identifier: MIT
// How an exchange ends in an exception.
#include "exchange.hpp"
#include "server_error.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/masked.hpp>

namespace dunlin::sqldb {
namespace {

/// The start of a statement on one line, without its values.
std::string head_of(std::string_view sql) {
    constexpr std::size_t shown = 60;
    return sqltext::mask(sql, shown).text;
}

} // namespace

void exchange::start_failed() {
    ended_ = true;
    if (!session_.is_open()) {
        fail_lost(nullptr);
    }
    report("XX000");
    throw error(error_kind::failed, "the statement could not be sent: " +
                                        std::string(trim(PQerrorMessage(session_.handle.get()))));
}

void exchange::fail(const PGresult* result) {
    const auto code = sqlstate_of(result);
    if (ending_.reason() != wake::ready && (code == "57014" || code.empty())) {
        fail_stopped();
    }
    if (code.empty()) {
        fail_lost(result);
    }
    report(code);
    auto problem = server_error(result, sent_);
    problem.statements_completed = completed_;
    if (!is_script_) {
        problem.statement = sql_;
        problem.position = original_position(sql_, sent_, problem.position);
    }
    throw problem;
}

void exchange::fail_stopped() {
    report("57014");
    if (ending_.reason() == wake::interrupted && limits_.stop != nullptr) {
        limits_.stop->check();
    }
    const std::string limit =
        limits_.limit.count() > 0 ? " of " + format_duration(limits_.limit) : "";
    error problem(error_kind::timed_out,
                  "the statement was cancelled: it ran longer than the limit" + limit);
    problem.sqlstate = "57014";
    if (!is_script_) {
        problem.statement = sql_;
    }
    throw problem;
}

void exchange::fail_lost(const PGresult* result) {
    report("08006");
    error problem(error_kind::connection,
                  "the connection to the server was lost while running: " + head_of(sql_));
    problem.with_hint(
        "the server rolls an open transaction back; its log says why the connection ended");
    problem.detail = trim(result == nullptr ? PQerrorMessage(session_.handle.get())
                                            : PQresultErrorMessage(result));
    problem.sqlstate = "08006";
    if (!is_script_) {
        problem.statement = sql_;
    }
    throw problem;
}

/// The statement ends as a failed one does, in its transaction as well: COPY FROM by the error
/// that the client may end it with, COPY TO by cancellation.
void exchange::fail_copy(const PGresult* result) {
    if (PQresultStatus(result) != PGRES_COPY_IN) {
        ending_.begin(wake::interrupted);
    }
    discard_copy(result);
    drain();
    report("57014");
    throw error(error_kind::usage, "COPY FROM STDIN and COPY TO STDOUT cannot be run as a plain "
                                   "statement: " +
                                       head_of(sql_));
}

} // namespace dunlin::sqldb
