// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/error.hpp>

#include <libpq-fe.h>

#include <chrono>

namespace dunlin::sqldb {

/// The error of a connection that could not be made: libpq's reason turned into a sentence with a
/// hint. `handle` was opened with PQERRORS_VERBOSE, so that its text holds the SQLSTATE.
connect_failure connect_error(const config& settings, const PGconn* handle);

/// The error of a server that does not answer in time.
connect_failure connect_timeout_error(const config& settings, std::chrono::milliseconds waited);

} // namespace dunlin::sqldb
