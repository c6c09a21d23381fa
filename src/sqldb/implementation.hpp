// SPDX-License-Identifier: MIT
#pragma once

#include "cancel_request.hpp"
#include "handle.hpp"
#include "handshake.hpp"
#include "server_responses.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/observer.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pqxx {
class dbtransaction;
}

namespace dunlin::sqldb {

struct bound_statement;
struct session_owner;

/// A session: libpqxx's, the handle of libpq under it, and what goes with both. Its address is
/// libpq's argument for notices and events.
class connection::implementation {
public:
    /// Begins to open one; only finish_opening() may follow.
    explicit implementation(const config& configuration);
    /// Over a session that is open, and its handle.
    implementation(const config& configuration, std::unique_ptr<session_owner> opened,
                   PGconn* raw_handle);
    ~implementation();
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    void finish_opening();

    /// Throws error(connection) when the session was lost before.
    void require_open() const;
    /// Reads what the server has sent unasked, without waiting: an end of the session shows in
    /// is_open() afterwards.
    void detect_loss() noexcept;
    /// Gives the session up without a word to the server. Whatever is called on it afterwards fails
    /// at once.
    void abandon() noexcept;
    [[nodiscard]] bool is_abandoned() const noexcept { return is_abandoned_; }
    [[nodiscard]] bool is_open() const noexcept;
    [[nodiscard]] bool in_transaction() const noexcept;
    [[nodiscard]] int socket() const noexcept;
    [[nodiscard]] int server_version() const noexcept;
    /// libpq's last complaint.
    [[nodiscard]] std::string complaint() const;
    [[nodiscard]] std::string parameter_status(const std::string& parameter) const;
    /// Each throws error(failed) for a text that is not in the session's encoding.
    [[nodiscard]] std::string quote_literal(std::string_view value) const;
    [[nodiscard]] std::string quote_identifier(std::string_view name) const;

    const config settings;
    server_address address;             ///< empty when nobody observes
    std::unique_ptr<handshake> opening; ///< null once it is open
    server_responses responses;
    std::unique_ptr<session_owner> session;   ///< libpqxx's; it owns the handle
    PGconn* handle = nullptr;                 ///< null until it is open
    std::vector<pqxx::dbtransaction*> blocks; ///< that libpqxx has open, the innermost last
    cancel_request canceller;
    int backend_pid = 0;

private:
    void start_session(std::unique_ptr<session_owner> opened, PGconn* raw_handle);

    bool is_abandoned_ = false;
};

} // namespace dunlin::sqldb
