// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::sqldb {

/// An error that the server reported. kind(), sqlstate, detail, hint() and statement are those of
/// dunlin::error; the rest is what the protocol adds (manual, 55.8).
class sql_error : public error {
public:
    using error::error;

    std::string constraint; ///< its name, for violations
    std::string table;
    std::string column;
    std::string context; ///< the server's CONTEXT lines (function call stack), or empty
    /// Where in the text that was sent, in characters from 1; 0 when the server did not say.
    std::size_t position = 0;
    /// How many statements of a script had been completed before the failing one.
    std::size_t statements_completed = 0;
};

/// A connection that could not be made; kind() is connection.
class connect_failure : public error {
public:
    using error::error;

    /// Whether waiting may help: nobody listens or answers yet, the name is not known yet, the
    /// server starts, stops, or has no session to spare. Not: a refused login, a missing
    /// database, a server without TLS.
    bool may_pass = false;
};

/// The kind of a SQLSTATE (manual, appendix A).
error_kind kind_of_sqlstate(std::string_view sqlstate) noexcept;

} // namespace dunlin::sqldb
