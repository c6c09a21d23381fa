// SPDX-License-Identifier: MIT
#pragma once

#include "handle.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/observer.hpp>

namespace dunlin::sqldb {

/// Opens a session. `settings` must outlive it: its on_notice is called from then on.
/// Throws error(connection), error(config) for a URL that cannot be understood, error(interrupted).
connection_handle connect(const config& settings);

/// The same, told to the observer when there is one; then `address` is filled in too.
connection_handle connect_observed(const config& settings, server_address& address);

/// The error of a connection that could not be made: libpq's reason turned into a sentence with a
/// hint. `handle` was opened with PQERRORS_VERBOSE, so that its text holds the SQLSTATE.
connect_failure connect_error(const config& settings, const PGconn* handle);

/// The error of a server that does not answer in time.
connect_failure connect_timeout_error(const config& settings, std::chrono::milliseconds waited);

} // namespace dunlin::sqldb
