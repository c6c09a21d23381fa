// SPDX-License-Identifier: MIT
// The failures of an exchange, as exceptions.
#include "exchange.hpp"
#include "server_hint.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/sqltext/masked.hpp>

#include <utility>

namespace dunlin::sqldb {
namespace {

/// The beginning of a statement on one line, without its values.
std::string head_of(std::string_view sql) {
    constexpr std::size_t shown = 60;
    return sqltext::mask(sql, shown).text;
}

} // namespace

void exchange::fail_to_send() {
    ended_ = true;
    if (!session_.is_open()) {
        fail_lost(session_.error_message());
    }
    report("XX000");
    throw error(error_kind::failed, "the statement could not be sent: " + session_.error_message());
}

void exchange::fail(const failure& failed) {
    const std::string& code = failed.fields.sqlstate;
    if (cancellation_.reason() != wake::ready && (code == "57014" || code.empty())) {
        fail_stopped();
    }
    if (code.empty()) {
        fail_lost(failed.fields.message);
    }
    report(code);
    auto problem = error_of(failed, sent_);
    problem.statements_completed = completed_;
    if (problem.hint().empty()) {
        problem.with_hint(server_hint(code, session_));
    }
    if (!is_script_) {
        problem.statement = sql_;
        problem.position = original_position(sql_, sent_, problem.position);
    }
    throw problem;
}

/// Throws the error of a libpqxx call that failed without an error from the server.
void exchange::fail_unreported(const std::string& message) {
    if (session_.is_abandoned()) {
        fail_stopped();
    }
    if (session_.is_open()) {
        report("XX000");
        throw error(error_kind::failed, "the statement failed: " + message);
    }
    const auto& session_end_error = session_.responses.session_end_error();
    if (session_end_error) {
        fail(*session_end_error);
    }
    fail_lost(session_.error_message());
}

void exchange::fail_stopped() {
    report("57014");
    if (cancellation_.reason() == wake::interrupted && limits_.stop != nullptr) {
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

void exchange::fail_lost(std::string reason) {
    report("08006");
    error problem(error_kind::connection,
                  "the connection to the server was lost while running: " + head_of(sql_));
    problem.with_hint(
        "the server rolls an open transaction back; its log says why the connection ended");
    problem.detail = std::move(reason);
    problem.sqlstate = "08006";
    if (!is_script_) {
        problem.statement = sql_;
    }
    throw problem;
}

void exchange::fail_copy() {
    report("57014");
    throw error(error_kind::usage, "COPY FROM STDIN and COPY TO STDOUT cannot be run as a plain "
                                   "statement: " +
                                       head_of(sql_));
}

} // namespace dunlin::sqldb
