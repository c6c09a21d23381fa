// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::sqldb {

/// An error that the server reported. Besides the members of dunlin::error it has further fields of
/// the protocol (manual, 55.8).
class sql_error : public error {
public:
    using error::error;

    std::string constraint; ///< the name of the violated constraint
    std::string table;
    std::string column;
    std::string context; ///< the server's CONTEXT lines (function call stack), or empty
    /// The position in the text that was sent, in characters from 1; 0: unknown.
    std::size_t position = 0;
    /// The number of statements of a script that were completed before the failing one.
    std::size_t statements_completed = 0;
};

/// A failed connection attempt; kind() is connection.
class connect_failure : public error {
public:
    using error::error;

    /// Whether the failure may be temporary: no server listens or responds yet, the name is not
    /// known yet, or the server is starting, stopping or has too many sessions. False for a refused
    /// login, a missing database, and a server without TLS.
    bool may_pass = false;
};

/// The kind of a SQLSTATE (manual, appendix A).
error_kind kind_of_sqlstate(std::string_view sqlstate) noexcept;

} // namespace dunlin::sqldb
