// SPDX-License-Identifier: MIT
#pragma once

#include "cancel_request.hpp"
#include "handle.hpp"
#include "handshake.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/observer.hpp>

namespace dunlin::sqldb {

/// A session: libpq's handle and what goes with it. Its address is libpq's notice argument.
class connection::implementation {
public:
    /// Begins to open one; only finish_opening() may follow.
    explicit implementation(const config& given);
    void finish_opening();

    /// Throws error(connection) when the session was lost before.
    void require_open() const;
    /// Reads what the server has sent unasked, without waiting: an end of the session shows in
    /// is_open() afterwards.
    void notice_loss() noexcept;
    /// Gives the session up without a word to the server.
    void abandon() noexcept { handle.reset(); }
    [[nodiscard]] bool is_open() const noexcept { return PQstatus(handle.get()) == CONNECTION_OK; }

    const config settings;
    server_address address;             ///< empty when nobody observes
    std::unique_ptr<handshake> opening; ///< null once it is open
    connection_handle handle;           ///< null after abandon(); libpq's functions accept that
    cancel_request cancelling;
    int backend_pid = 0;
    unsigned savepoints = 0; ///< names given so far
};

} // namespace dunlin::sqldb
