// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/error.hpp>

#include <chrono>
#include <string>

namespace dunlin::sqldb {

/// What libpq reports about a failed connection attempt.
struct failed_attempt {
    std::string text; ///< with PQERRORS_VERBOSE, so that it holds the SQLSTATE
    std::string user;
    std::string database;
    std::string host; ///< or the folder of the Unix socket
    std::string port;
    bool needs_password = false; ///< the server asked for one that was not given
};

/// The error of a failed attempt: the reason as a sentence, with a hint.
connect_failure connect_error(const config& settings, const failed_attempt& attempt);

/// The error of a server that does not respond in time.
connect_failure connect_timeout_error(const config& settings, std::chrono::milliseconds waited);

} // namespace dunlin::sqldb
