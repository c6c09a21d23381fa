// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <memory>
#include <pqxx/connection>

namespace dunlin::sqldb {

/// Takes over a session that a service opened with libpqxx. Of `settings` only those that control
/// its use apply (statement_timeout, cancel_timeout, until, stop, observer, on_notice, and the role
/// for reset_session()), not those that choose the database. Codecs need UTF-8 and ISO dates, which
/// libpq's client_encoding=UTF8 and the server's defaults provide.
///
/// Throws error(usage) for a session that is not open or has a transaction open, and
/// error(config) for another client_encoding or DateStyle.
connection adopt(std::unique_ptr<pqxx::connection> opened, const config& settings = {});

} // namespace dunlin::sqldb
