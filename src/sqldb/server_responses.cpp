// SPDX-License-Identifier: MIT
// libpq directly: libpqxx shows only the text and SQLSTATE of an error, the text of a notice, and
// no command tags.
#include "server_responses.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/secrets.hpp>

#include <libpq-events.h>

#include <charconv>
#include <exception>
#include <new>
#include <utility>

namespace dunlin::sqldb {
namespace {

std::string field_of(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? "" : text;
}

std::size_t position_of(const PGresult* result) {
    const auto text = field_of(result, PG_DIAG_STATEMENT_POSITION);
    std::size_t position = 0;
    std::from_chars(text.data(), text.data() + text.size(), position);
    return position;
}

/// Errors that end the session have a severity of their own (manual, 55.8).
bool is_end_of_session(const PGresult* result) {
    const auto severity = field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    return severity == "FATAL" || severity == "PANIC";
}

/// Returning 0 makes libpq fail the result, which is better than one that was not recorded.
int receive_event(PGEventId event, void* about, void* to) noexcept {
    if (event != PGEVT_RESULTCREATE) {
        return 1;
    }
    try {
        static_cast<server_responses*>(to)->record(
            static_cast<const PGEventResultCreate*>(about)->result);
        return 1;
    } catch (const std::exception&) {
        return 0;
    }
}

void receive_notice(void* to, const PGresult* result) noexcept {
    try {
        static_cast<server_responses*>(to)->record_notice(result);
    } catch (const std::exception&) {
        // Out of memory: the notice is lost.
    }
}

} // namespace

failure failure_of(const PGresult* result) {
    failure read;
    read.fields.sqlstate = field_of(result, PG_DIAG_SQLSTATE);
    read.fields.message = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
    if (read.fields.message.empty()) {
        read.fields.message = trim(PQresultErrorMessage(result));
    }
    read.fields.detail = field_of(result, PG_DIAG_MESSAGE_DETAIL);
    read.fields.hint = field_of(result, PG_DIAG_MESSAGE_HINT);
    read.fields.context = field_of(result, PG_DIAG_CONTEXT);
    read.constraint = field_of(result, PG_DIAG_CONSTRAINT_NAME);
    read.table = field_of(result, PG_DIAG_TABLE_NAME);
    read.column = field_of(result, PG_DIAG_COLUMN_NAME);
    read.position = position_of(result);
    return read;
}

sql_error error_of(failure failed, std::string_view sql) {
    hide_secrets(failed.fields, sql);
    sql_error problem(kind_of_sqlstate(failed.fields.sqlstate), failed.fields.message);
    problem.with_hint(std::move(failed.fields.hint));
    problem.sqlstate = std::move(failed.fields.sqlstate);
    problem.detail = std::move(failed.fields.detail);
    problem.context = std::move(failed.fields.context);
    problem.constraint = std::move(failed.constraint);
    problem.table = std::move(failed.table);
    problem.column = std::move(failed.column);
    problem.position = failed.position;
    return problem;
}

notice notice_of(const PGresult* result) {
    return {field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED), field_of(result, PG_DIAG_SQLSTATE),
            field_of(result, PG_DIAG_MESSAGE_PRIMARY), field_of(result, PG_DIAG_MESSAGE_DETAIL),
            field_of(result, PG_DIAG_MESSAGE_HINT)};
}

void server_responses::receive_notices(PGconn* session) noexcept {
    PQsetNoticeReceiver(session, receive_notice, this);
}

void server_responses::watch_results(PGconn* session) {
    if (!watches_ && PQregisterEventProc(session, receive_event, "dunlin", this) == 0) {
        throw std::bad_alloc();
    }
    watches_ = true;
}

void server_responses::reset() noexcept {
    last_ = nullptr;
    tag_.clear();
    failed_.reset();
}

void server_responses::set_sent(const std::string* sql) noexcept {
    sent_ = sql;
    secrets_.reset();
}

void server_responses::record(const PGresult* result) {
    last_ = result;
    failed_.reset();
    const auto status = PQresultStatus(result);
    if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
        failed_ = failure_of(result);
    } else {
        tag_ = PQcmdStatus(const_cast<PGresult*>(result));
    }
}

void server_responses::record_notice(const PGresult* result) {
    if (is_end_of_session(result)) {
        session_end_error_ = failure_of(result);
    } else if (settings_.on_notice) {
        settings_.on_notice(masked(notice_of(result)));
    }
}

notice server_responses::masked(notice received) {
    if (sent_ == nullptr) {
        return received;
    }
    if (!secrets_) {
        secrets_ = sqltext::secret_values(*sent_);
    }
    error_fields fields{received.sqlstate, std::move(received.message), std::move(received.detail),
                        std::move(received.hint), ""};
    hide_values(fields, *secrets_);
    received.message = std::move(fields.message);
    received.detail = std::move(fields.detail);
    received.hint = std::move(fields.hint);
    return received;
}

} // namespace dunlin::sqldb
