// SPDX-License-Identifier: MIT
#pragma once

#include "conninfo.hpp"

namespace dunlin::sqldb {

/// Changes the environment during PQconnectStartParams(), where libpq takes options without a
/// keyword from the service file and the environment:
///
/// - PGSSLMODE holds the sslmode that applies when nothing names one. libpq reads the environment
///   last, after the keywords and the service file, so each of them takes precedence, and so does
///   a PGSSLMODE that the user has set. For a Unix socket libpq ignores it (manual, 34.1.2).
/// - For settings that ignore the environment, all of libpq's variables are unset, because no
///   keyword overrides PGSERVICE.
///
/// Objects with the same requirements can exist at once; others wait for them to end.
class option_environment {
public:
    option_environment(const config& settings, const conninfo& options);
    ~option_environment();
    option_environment(const option_environment&) = delete;
    option_environment& operator=(const option_environment&) = delete;
};

} // namespace dunlin::sqldb
