// SPDX-License-Identifier: MIT
#pragma once

#include "conninfo.hpp"

namespace dunlin::sqldb {

/// Changes the environment during PQconnectStartParams(), where libpq takes options without a
/// keyword from the service file and the environment:
///
/// - PGSSLMODE holds the sslmode that applies when nothing names one. The environment is what libpq
///   asks last, after the keywords and the service file, so each of them keeps its say, and so does
///   a PGSSLMODE that the user has set. For a Unix socket libpq ignores it (manual, 34.1.2).
/// - For settings that ignore the environment, none of libpq's variables is set: no keyword can
///   keep PGSERVICE away.
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
