// SPDX-License-Identifier: MIT
#include "binding.hpp"
#include "exchange.hpp"
#include "implementation.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/operation.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/mapping.hpp>
#include <dunlin/sqldb/query.hpp>

#include <exception>
#include <utility>

namespace dunlin::sqldb {
namespace {

/// A fast server answers before a deadline that has passed is noticed.
void require_time(const call_limits& limits) {
    if (limits.until && std::chrono::steady_clock::now() >= *limits.until) {
        throw error(error_kind::timed_out, "the deadline of the statement has passed");
    }
}

/// Maximum time of a cancel request outside a statement's own limits.
constexpr std::chrono::seconds longest_cancel{3};

std::vector<column> columns_of(const result& rows) {
    std::vector<column> columns;
    columns.reserve(rows.column_count());
    for (std::size_t i = 0; i < rows.column_count(); ++i) {
        columns.push_back(rows.describe(i));
    }
    return columns;
}

stream_end receive(exchange& statement, row_receiver& receiver) {
    stream_end end;
    bool described = false;
    while (const auto rows = statement.next_rows()) {
        if (!std::exchange(described, true)) {
            receiver.columns(columns_of(*rows));
        }
        for (std::size_t i = 0; i < rows->size(); ++i) {
            if (!receiver.row((*rows)[i])) {
                end.complete = false;
                return end;
            }
            ++end.rows;
        }
        statement.add_rows(static_cast<std::int64_t>(rows->size()));
        // With rows in chunks, libpq puts the tag on the last rows and not on the end.
        if (!rows->command_tag().empty()) {
            end.affected = rows->affected();
            end.command_tag = rows->command_tag();
        }
    }
    return end;
}

/// Whether the role itself was refused, and the session is sound.
bool is_refusal_of_role(const error& problem) {
    constexpr std::string_view no_such_role = "22023";
    constexpr std::string_view no_member = "42501";
    return problem.sqlstate == no_such_role || problem.sqlstate == no_member;
}

/// Rolls back a transaction that an error or the receiver left open.
class rollback_guard {
public:
    explicit rollback_guard(connection& db) : db_(db) {}
    rollback_guard(const rollback_guard&) = delete;
    rollback_guard& operator=(const rollback_guard&) = delete;
    ~rollback_guard() { db_.roll_back(); }

private:
    connection& db_;
};

} // namespace

connection::connection(const config& settings)
    : connection(std::make_unique<implementation>(settings)) {
    impl_->finish_opening();
    set_role();
}
connection::connection(std::unique_ptr<implementation> session) : impl_(std::move(session)) {}
connection::~connection() = default;
connection::connection(connection&&) noexcept = default;
connection& connection::operator=(connection&&) noexcept = default;

void connection::set_role() {
    const std::string& role = impl_->settings.role;
    if (role.empty()) {
        return;
    }
    try {
        run("SET ROLE " + quote_identifier(role), {});
    } catch (const sql_error& problem) {
        if (!is_refusal_of_role(problem)) {
            throw;
        }
        connect_failure refused(error_kind::connection, "cannot set the role \"" + role + "\" on " +
                                                            describe(impl_->settings) + ": " +
                                                            problem.message());
        refused.with_hint("the role must exist, and the user must be a member of it");
        refused.sqlstate = problem.sqlstate;
        throw refused;
    }
}

result connection::run_statement(std::string_view sql, const parameters& values,
                                 const call_limits& limits) {
    require_time(limits);
    const auto bound = bind(sql, values);
    const wait_limits within = limits_of(impl_->settings, limits);
    if (!impl_->settings.prepare_repeated) {
        return exchange(*impl_, sql, within).run(bound);
    }
    const auto prepared = impl_->prepared.next_run(bound.sql);
    if (prepared.state == prepared_statements::state::unprepared || !is_direct()) {
        return exchange(*impl_, sql, within).run(bound);
    }
    try {
        result rows = exchange(*impl_, sql, within).run(bound, prepared);
        impl_->prepared.set_prepared(bound.sql);
        return rows;
    } catch (const sql_error& problem) {
        impl_->prepared.set_failed(bound.sql, problem.sqlstate);
        if (!prepared_statements::is_outdated(problem.sqlstate) || in_transaction()) {
            throw;
        }
    }
    return exchange(*impl_, sql, within).run(bound);
}

bool connection::is_direct() {
    if (!impl_->is_direct) {
        constexpr auto ask = "SELECT pg_catalog.pg_backend_pid()";
        const operation scope("sqldb.find_pooler");
        const result rows =
            exchange(*impl_, ask, limits_of(impl_->settings)).run(bound_statement{ask, {}});
        impl_->is_direct = decode_column<std::int32_t>(rows[0], 0, "pid") == impl_->backend_pid;
    }
    return *impl_->is_direct;
}

std::int64_t connection::stream_statement(std::string_view sql, const parameters& values,
                                          const row_callback& on_row, const call_limits& limits) {
    require_time(limits);
    const auto bound = bind(sql, values);
    exchange statement(*impl_, sql, limits_of(impl_->settings, limits));
    statement.send(bound);
    statement.request_single_rows();
    std::int64_t count = 0;
    while (const auto rows = statement.next_rows()) {
        for (std::size_t i = 0; i < rows->size(); ++i) {
            on_row((*rows)[i]);
        }
        const auto received = static_cast<std::int64_t>(rows->size());
        count += received;
        statement.add_rows(received);
    }
    return count;
}

stream_end connection::stream(std::string_view sql, const parameters& values, row_receiver& to) {
    const auto bound = bind(sql, values);
    exchange statement(*impl_, sql, limits_of(impl_->settings));
    statement.send(bound);
    statement.request_single_rows();
    return receive(statement, to);
}

stream_end connection::stream_read_only(std::string_view sql, const parameters& values,
                                        row_receiver& to) {
    if (in_transaction()) {
        throw error(error_kind::usage, "a transaction is already open on this connection");
    }
    const auto bound = bind(sql, values);
    const rollback_guard afterwards(*this);
    exchange statement(*impl_, sql, limits_of(impl_->settings));
    statement.send_read_only(bound);
    statement.request_single_rows();
    return receive(statement, to);
}

std::size_t connection::run_script(std::string_view text) {
    return run_script(text, nullptr);
}

std::size_t connection::run_script(std::string_view text,
                                   const std::function<void(const result&)>& on_result,
                                   const call_limits& limits) {
    require_time(limits);
    exchange statement(*impl_, text, limits_of(impl_->settings, limits));
    statement.send_script();
    std::size_t completed = 0;
    while (const auto done = statement.next_rows()) {
        if (done->command_tag().empty()) {
            continue; // an empty statement
        }
        statement.set_completed(++completed);
        statement.add_rows(done->affected());
        if (on_result) {
            on_result(*done);
        }
    }
    return completed;
}

void connection::run_with_precondition(std::string_view precondition, std::string_view sql) {
    exchange statement(*impl_, sql, limits_of(impl_->settings));
    statement.send_with_precondition(precondition);
    while (statement.next()) {
    }
}

bool connection::in_transaction() const noexcept {
    return impl_->in_transaction();
}

bool connection::is_open() const noexcept {
    return impl_->is_open();
}
int connection::backend_pid() const noexcept {
    return impl_->backend_pid;
}
int connection::server_version() const noexcept {
    return impl_->server_version();
}
const config& connection::settings() const noexcept {
    return impl_->settings;
}
void connection::cancel() noexcept {
    impl_->canceller.send(deadline_after(longest_cancel));
}

std::string connection::parameter_status(std::string_view parameter) const {
    return impl_->parameter_status(std::string(parameter));
}

bool connection::is_standby() {
    const std::string reported = parameter_status("in_hot_standby");
    return reported.empty() ? query_value<bool>(*this, "SELECT pg_catalog.pg_is_in_recovery()")
                            : reported == "on";
}

std::string connection::quote_literal(std::string_view value) const {
    return impl_->quote_literal(value);
}

std::string connection::quote_identifier(std::string_view name) const {
    return impl_->quote_identifier(name);
}

void connection::roll_back() noexcept {
    try {
        if (is_open() && in_transaction()) {
            exchange(*impl_, "ROLLBACK", rollback_limits_of(impl_->settings)).run({"ROLLBACK", {}});
        }
    } catch (const std::exception&) {
        // The session is lost, and the server rolls back on its own.
        impl_->abandon();
    }
}

void connection::reset_session() {
    if (in_transaction()) {
        run("ROLLBACK", {});
    }
    run("DISCARD ALL", {});
    impl_->prepared.clear();
    set_role();
}

void status_check(executor& db, const call_limits& limits) {
    db.run("SELECT true", {}, limits);
}

} // namespace dunlin::sqldb
