// SPDX-License-Identifier: MIT
#pragma once

#include "cancel_request.hpp"
#include "handle.hpp"
#include "handshake.hpp"
#include "prepared_statements.hpp"
#include "server_responses.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/observer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pqxx {
class dbtransaction;
}

namespace dunlin::sqldb {

struct bound_statement;
struct session_owner;

/// A session: libpqxx's connection, its libpq handle, and their state. Callbacks of libpq refer to
/// its address, so it does not move.
class connection::implementation {
public:
    /// Begins to open a session; the next call must be finish_opening().
    explicit implementation(const config& configuration);
    /// Takes over an open session and its handle.
    implementation(const config& configuration, std::unique_ptr<session_owner> opened,
                   PGconn* raw_handle);
    ~implementation();
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    void finish_opening();

    /// Throws error(connection) when the session has been lost.
    void require_open() const;
    /// Reads what the server has sent on its own, without waiting, so that is_open() shows whether
    /// it has ended the session.
    void detect_loss() noexcept;
    /// Abandons the session without notifying the server. Every later call on it fails at once.
    void abandon() noexcept;
    [[nodiscard]] bool is_abandoned() const noexcept { return is_abandoned_; }
    [[nodiscard]] bool is_open() const noexcept;
    [[nodiscard]] bool in_transaction() const noexcept;
    [[nodiscard]] int socket() const noexcept;
    [[nodiscard]] int server_version() const noexcept;
    /// libpq's last error message.
    [[nodiscard]] std::string error_message() const;
    [[nodiscard]] std::string parameter_status(const std::string& parameter) const;
    /// Both throw error(failed) for a text that is invalid in the session's encoding.
    [[nodiscard]] std::string quote_literal(std::string_view value) const;
    [[nodiscard]] std::string quote_identifier(std::string_view name) const;

    const config settings;
    server_address address;             ///< empty without an observer
    std::unique_ptr<handshake> opening; ///< null once it is open
    server_responses responses;
    std::unique_ptr<session_owner> session;   ///< libpqxx's; it owns the handle
    PGconn* handle = nullptr;                 ///< null until it is open
    std::vector<pqxx::dbtransaction*> blocks; ///< libpqxx's open blocks, the innermost last
    cancel_request canceller;
    int backend_pid = 0;
    prepared_statements prepared;
    /// Whether the server itself is at the other end; empty: not asked yet. A pooler has a process
    /// id of its own, and may run two transactions in two sessions of the server.
    std::optional<bool> is_direct;

private:
    void start_session(std::unique_ptr<session_owner> opened, PGconn* raw_handle);

    bool is_abandoned_ = false;
};

} // namespace dunlin::sqldb
