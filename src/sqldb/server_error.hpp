// SPDX-License-Identifier: MIT
#pragma once

#include "handle.hpp"

#include <dunlin/sqldb/error.hpp>

#include <string_view>

namespace dunlin::sqldb {

/// The SQLSTATE of a failed result; empty when the failure is the connection's, not the server's.
std::string_view sqlstate_of(const PGresult* result) noexcept;

/// The error that a result with PGRES_FATAL_ERROR reports for `sql`, the text that was sent,
/// without the secrets that it repeats (server_secrets.hpp). `statement` and what maps positions to
/// it are the caller's.
sql_error server_error(const PGresult* result, std::string_view sql);

} // namespace dunlin::sqldb
