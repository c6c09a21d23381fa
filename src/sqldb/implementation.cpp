// SPDX-License-Identifier: MIT
// libpq directly: libpqxx tells neither a session's transaction status nor the parameters that the
// server reported, and its quoting of values holds only with standard_conforming_strings on.
#include "implementation.hpp"

#include "libpqxx.hpp"
#include "wait.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/error.hpp>

#include <poll.h>
#include <sys/socket.h>

#include <exception>
#include <utility>

namespace dunlin::sqldb {

void finish_connection::operator()(PGconn* connection) const noexcept {
    PQfinish(connection);
}
void free_memory::operator()(void* memory) const noexcept {
    PQfreemem(memory);
}

connection::implementation::implementation(const config& given)
    : settings(given), opening(std::make_unique<handshake>(settings)), heard(settings) {}

connection::implementation::implementation(const config& given,
                                           std::unique_ptr<held_session> opened,
                                           PGconn* handle_of_it)
    : settings(given), heard(settings) {
    if (settings.observer != nullptr) {
        address = address_of_session(handle_of_it);
    }
    begin_using(std::move(opened), handle_of_it);
}

connection::implementation::~implementation() = default;

void connection::implementation::finish_opening() {
    auto opened = opening->finish(address);
    opening.reset();
    PGconn* const handle_of_it = opened.release();
    begin_using(std::make_unique<held_session>(held_session{adopt_handle(handle_of_it)}),
                handle_of_it);
}

void connection::implementation::begin_using(std::unique_ptr<held_session> opened,
                                             PGconn* handle_of_it) {
    session = std::move(opened);
    handle = handle_of_it;
    PQsetnonblocking(handle, 1);
    heard.take_notices_of(handle);
    cancelling = cancel_request(handle);
    backend_pid = PQbackendPID(handle);
}

void connection::implementation::require_open() const {
    if (!is_open()) {
        throw error(error_kind::connection, "the connection to the server was lost before");
    }
}

void connection::implementation::notice_loss() noexcept {
    // The first read may bring the server's last words, and only the next one the end of file.
    for (int reads = 0; reads < 3 && is_open() && has_event(socket(), POLLIN); ++reads) {
        PQconsumeInput(handle);
    }
}

void connection::implementation::abandon() noexcept {
    if (!is_abandoned_) {
        is_abandoned_ = true;
        ::shutdown(socket(), SHUT_RDWR);
    }
}

bool connection::implementation::is_open() const noexcept {
    return !is_abandoned_ && PQstatus(handle) == CONNECTION_OK;
}

bool connection::implementation::in_transaction() const noexcept {
    const auto status = PQtransactionStatus(handle);
    return !is_abandoned_ && (status == PQTRANS_INTRANS || status == PQTRANS_INERROR);
}

int connection::implementation::socket() const noexcept {
    return PQsocket(handle);
}

int connection::implementation::server_version() const noexcept {
    return PQserverVersion(handle);
}

std::string connection::implementation::complaint() const {
    return std::string(trim(PQerrorMessage(handle)));
}

std::string connection::implementation::parameter_status(const std::string& parameter) const {
    const char* value = PQparameterStatus(handle, parameter.c_str());
    return value == nullptr ? "" : value;
}

std::string connection::implementation::quote_literal(std::string_view value) const {
    const text_handle text(PQescapeLiteral(handle, value.data(), value.size()));
    if (!text) {
        throw error(error_kind::failed, "a text cannot be quoted: " + complaint());
    }
    return text.get();
}

std::string connection::implementation::quote_identifier(std::string_view name) const {
    try {
        return session->object->quote_name(std::string(name));
    } catch (const std::exception& problem) {
        throw error(error_kind::failed,
                    "a name cannot be quoted: " + std::string(trim(problem.what())));
    }
}

} // namespace dunlin::sqldb
