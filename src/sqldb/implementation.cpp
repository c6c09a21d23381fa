// SPDX-License-Identifier: MIT
// libpq directly: libpqxx shows neither a session's transaction status nor its parameter status,
// and its quoting of values is valid only with standard_conforming_strings on.
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

connection::implementation::implementation(const config& configuration)
    : settings(configuration), opening(std::make_unique<handshake>(settings)), responses(settings) {
}

connection::implementation::implementation(const config& configuration,
                                           std::unique_ptr<session_owner> opened,
                                           PGconn* raw_handle)
    : settings(configuration), responses(settings) {
    if (settings.observer != nullptr) {
        address = address_of_session(raw_handle);
    }
    start_session(std::move(opened), raw_handle);
}

connection::implementation::~implementation() = default;

void connection::implementation::finish_opening() {
    auto opened = opening->finish(address);
    opening.reset();
    PGconn* const raw_handle = opened.release();
    start_session(std::make_unique<session_owner>(session_owner{adopt_handle(raw_handle)}),
                  raw_handle);
}

void connection::implementation::start_session(std::unique_ptr<session_owner> opened,
                                               PGconn* raw_handle) {
    session = std::move(opened);
    handle = raw_handle;
    PQsetnonblocking(handle, 1);
    responses.receive_notices(handle);
    canceller = cancel_request(handle);
    backend_pid = PQbackendPID(handle);
}

void connection::implementation::require_open() const {
    if (!is_open()) {
        throw error(error_kind::connection, "the connection to the server has been lost");
    }
}

void connection::implementation::detect_loss() noexcept {
    // The first read may return the server's last message, and only the next one the end of file.
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

std::string connection::implementation::error_message() const {
    return std::string(trim(PQerrorMessage(handle)));
}

std::string connection::implementation::parameter_status(const std::string& parameter) const {
    const char* value = PQparameterStatus(handle, parameter.c_str());
    return value == nullptr ? "" : value;
}

std::string connection::implementation::quote_literal(std::string_view value) const {
    const text_handle text(PQescapeLiteral(handle, value.data(), value.size()));
    if (!text) {
        throw error(error_kind::failed, "a text cannot be quoted: " + error_message());
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
