// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <memory>

namespace dunlin::sqldb {

/// A session that is being opened while its owner does something else. The constructor sends what
/// it can without waiting, but waits for the lookup of a host name.
class pending_connection {
public:
    /// Errors of the server or the settings are thrown by finish().
    explicit pending_connection(const config& settings);
    ~pending_connection();
    pending_connection(const pending_connection&) = delete;
    pending_connection& operator=(const pending_connection&) = delete;

    /// Waits until the session is open, up to connect_timeout from now. To be called once. Throws
    /// like connection's constructor.
    connection finish();

private:
    std::unique_ptr<connection::implementation> opening_;
};

} // namespace dunlin::sqldb
