// SPDX-License-Identifier: MIT
#include "binding.hpp"
#include "exchange.hpp"
#include "implementation.hpp"
#include "wait.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>

#include <poll.h>

#include <exception>
#include <utility>

namespace dunlin::sqldb {
namespace {

/// Of a cancel request that no statement's own limits bound.
constexpr std::chrono::seconds longest_cancel{3};

/// The text that libpq made of a value; it makes none of one that is not in the session's encoding.
std::string quoted(const connection::implementation& session, char* text) {
    const text_handle owned(text);
    if (text == nullptr) {
        throw error(error_kind::failed,
                    "a text cannot be quoted: " +
                        std::string(trim(PQerrorMessage(session.handle.get()))));
    }
    return text;
}

std::vector<column> columns_of(const PGresult* handle) {
    std::vector<column> columns;
    columns.reserve(static_cast<std::size_t>(PQnfields(handle)));
    for (int i = 0; i < PQnfields(handle); ++i) {
        columns.push_back({PQfname(handle, i), PQftype(handle, i)});
    }
    return columns;
}

stream_end receive(exchange& talk, row_receiver& to) {
    stream_end end;
    bool described = false;
    while (auto got = talk.next()) {
        if (!std::exchange(described, true)) {
            to.columns(columns_of(got.get()));
        }
        const int rows = PQntuples(got.get());
        for (int i = 0; i < rows; ++i) {
            if (!to.row(row(got.get(), i))) {
                end.complete = false;
                return end;
            }
            ++end.rows;
        }
        talk.add_rows(rows);
        // Of rows in chunks libpq leaves the tag with the last rows, and not with the end.
        const result piece(got.release());
        if (!piece.command_tag().empty()) {
            end.affected = piece.affected();
            end.command_tag = piece.command_tag();
        }
    }
    return end;
}

/// What is wrong with the role itself, and not with the session.
bool is_refusal_of_role(const error& problem) {
    constexpr std::string_view no_such_role = "22023";
    constexpr std::string_view no_member = "42501";
    return problem.sqlstate == no_such_role || problem.sqlstate == no_member;
}

/// Ends a transaction that an error or the receiver left open.
class undo {
public:
    explicit undo(connection& db) : db_(db) {}
    undo(const undo&) = delete;
    undo& operator=(const undo&) = delete;
    ~undo() { db_.roll_back(); }

private:
    connection& db_;
};

} // namespace

connection::implementation::implementation(const config& given)
    : settings(given), opening(std::make_unique<handshake>(settings)) {}

void connection::implementation::finish_opening() {
    handle = opening->finish(address);
    opening.reset();
    cancelling = cancel_request(handle.get());
    backend_pid = PQbackendPID(handle.get());
}

void connection::implementation::require_open() const {
    if (!is_open()) {
        throw error(error_kind::connection, "the connection to the server was lost before");
    }
}

void connection::implementation::notice_loss() noexcept {
    // The first read may bring the server's last words, and only the next one the end of file.
    for (int reads = 0; reads < 3 && is_open() && has_event(PQsocket(handle.get()), POLLIN);
         ++reads) {
        PQconsumeInput(handle.get());
    }
}

connection::connection(const config& settings)
    : connection(std::make_unique<implementation>(settings)) {}
connection::connection(std::unique_ptr<implementation> opening) : impl_(std::move(opening)) {
    impl_->finish_opening();
    take_role();
}
connection::~connection() = default;
connection::connection(connection&&) noexcept = default;
connection& connection::operator=(connection&&) noexcept = default;

void connection::take_role() {
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
        connect_failure refused(error_kind::connection, "cannot take the role \"" + role +
                                                            "\" on " + describe(impl_->settings) +
                                                            ": " + problem.message());
        refused.with_hint("The role must exist, and the user must be a member of it.");
        refused.sqlstate = problem.sqlstate;
        throw refused;
    }
}

result connection::run(std::string_view sql, const parameters& values) {
    const auto bound = bind(sql, values);
    exchange talk(*impl_, sql, limits_of(impl_->settings));
    talk.send(bound);
    result last;
    while (auto got = talk.next()) {
        last = result(got.release());
        talk.add_rows(last.affected());
    }
    return last;
}

std::int64_t connection::stream(std::string_view sql, const parameters& values,
                                const row_callback& each) {
    const auto bound = bind(sql, values);
    exchange talk(*impl_, sql, limits_of(impl_->settings));
    talk.send(bound);
    talk.want_single_rows();
    std::int64_t count = 0;
    while (const auto got = talk.next()) {
        const int rows = PQntuples(got.get());
        for (int i = 0; i < rows; ++i) {
            each(row(got.get(), i));
        }
        count += rows;
        talk.add_rows(rows);
    }
    return count;
}

stream_end connection::stream(std::string_view sql, const parameters& values, row_receiver& to) {
    const auto bound = bind(sql, values);
    exchange talk(*impl_, sql, limits_of(impl_->settings));
    talk.send(bound);
    talk.want_single_rows();
    return receive(talk, to);
}

stream_end connection::stream_read_only(std::string_view sql, const parameters& values,
                                        row_receiver& to) {
    if (in_transaction()) {
        throw error(error_kind::usage, "a transaction is open on this connection already");
    }
    const auto bound = bind(sql, values);
    const undo afterwards(*this);
    exchange talk(*impl_, sql, limits_of(impl_->settings));
    talk.send_read_only(bound);
    talk.want_single_rows();
    return receive(talk, to);
}

std::size_t connection::run_script(std::string_view text) {
    return run_script(text, nullptr);
}

std::size_t connection::run_script(std::string_view text,
                                   const std::function<void(const result&)>& each) {
    exchange talk(*impl_, text, limits_of(impl_->settings));
    talk.send_script();
    std::size_t completed = 0;
    while (auto got = talk.next()) {
        if (PQresultStatus(got.get()) == PGRES_EMPTY_QUERY) {
            continue;
        }
        const result one(got.release());
        talk.set_completed(++completed);
        talk.add_rows(one.affected());
        if (each) {
            each(one);
        }
    }
    return completed;
}

void connection::run_guarded(std::string_view guard, std::string_view sql) {
    exchange talk(*impl_, sql, limits_of(impl_->settings));
    talk.send_guarded(guard);
    while (talk.next()) {
    }
}

bool connection::in_transaction() const noexcept {
    const auto status = PQtransactionStatus(impl_->handle.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

bool connection::is_open() const noexcept {
    return impl_->is_open();
}
int connection::backend_pid() const noexcept {
    return impl_->backend_pid;
}
int connection::server_version() const noexcept {
    return PQserverVersion(impl_->handle.get());
}
const config& connection::settings() const noexcept {
    return impl_->settings;
}
void* connection::native() const noexcept {
    return impl_->handle.get();
}
void connection::cancel() noexcept {
    impl_->cancelling.send(deadline_after(longest_cancel));
}

std::string connection::reported(std::string_view parameter) const {
    const char* value = PQparameterStatus(impl_->handle.get(), std::string(parameter).c_str());
    return value == nullptr ? "" : value;
}

std::string connection::quote_literal(std::string_view value) const {
    return quoted(*impl_, PQescapeLiteral(impl_->handle.get(), value.data(), value.size()));
}

std::string connection::quote_identifier(std::string_view name) const {
    return quoted(*impl_, PQescapeIdentifier(impl_->handle.get(), name.data(), name.size()));
}

void connection::roll_back() noexcept {
    try {
        if (is_open() && in_transaction()) {
            run_plainly(*impl_, "ROLLBACK", undo_limits_of(impl_->settings));
        }
    } catch (const std::exception&) {
        // The session is lost then, and the server rolls back by itself.
        impl_->abandon();
    }
}

void connection::reset_session() {
    if (in_transaction()) {
        run("ROLLBACK", {});
    }
    run("DISCARD ALL", {});
    take_role();
}

void status_check(executor& db) {
    db.run("SELECT true", {});
}

} // namespace dunlin::sqldb
