// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <memory>

namespace dunlin::sqldb {

/// A session that is being opened while its owner does something else: what the server needs to
/// begin is sent at once, as far as nothing must be waited for (to a host name, its look-up must).
class pending_connection {
public:
    /// Throws nothing that the server or the settings are to blame for: finish() does.
    explicit pending_connection(const config& settings);
    ~pending_connection();
    pending_connection(const pending_connection&) = delete;
    pending_connection& operator=(const pending_connection&) = delete;

    /// Waits until it is open, up to connect_timeout from now. Once; throws as connection's
    /// constructor does.
    connection finish();

private:
    std::unique_ptr<connection::implementation> opening_;
};

} // namespace dunlin::sqldb
