// SPDX-License-Identifier: MIT
#pragma once

#include "conninfo.hpp"
#include "handle.hpp"
#include "wait.hpp"

#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/observer.hpp>

#include <chrono>
#include <exception>

namespace dunlin::sqldb {

/// Opens a session in two parts, so that its owner can do something else while the server starts a
/// process for it.
class handshake {
public:
    /// Sends what can be sent without waiting; finish() throws any error. `settings` must outlive
    /// this, because its on_notice is called.
    explicit handshake(const config& settings);

    /// Waits for the rest and reports to the observer, if there is one; then sets `address`. To be
    /// called once. Throws error(connection), error(config) for an invalid URL, and
    /// error(interrupted).
    connection_handle finish(server_address& address);

private:
    using clock = std::chrono::steady_clock;

    void begin();
    void continue_without_waiting();
    void start_in_thread(const conninfo& options);
    void continue_connecting(deadline until);
    void continue_in_thread(deadline until);
    [[nodiscard]] deadline end_of_attempt() const;
    void require_ready(wake reason) const; ///< throws error(interrupted), error(connection)
    void check_stop() const;               ///< throws error(interrupted)
    void wait_until_connected();
    connection_handle connect();

    const config& settings_;
    clock::duration spent_beginning_{0};
    std::chrono::milliseconds limit_{0}; ///< from finish() on; 0: none
    connection_handle handle_;
    PostgresPollingStatusType step_ = PGRES_POLLING_WRITING;
    bool looks_up_names_ = false; ///< continuing may block in a name lookup
    std::exception_ptr refused_;  ///< why the first part failed
};

/// The address of an open session.
server_address address_of_session(const PGconn* session);

} // namespace dunlin::sqldb
