// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::sqldb {

/// While one of these lives, libpq finds in the environment what no connection keyword can say:
///
/// - PGTZ=UTC and PGDATESTYLE=ISO, which libpq puts into the start-up packet as `timezone` and
///   `datestyle`. Poolers accept both there; `options=-c timezone=UTC` they refuse, and a SET would
///   cost a round trip and be lost behind a pooler that lends the server out by transaction.
/// - PGSSLMODE=require, when it is not set. The environment is what libpq asks last, after the
///   URL and the service file, so each of them keeps its say. For a Unix socket libpq ignores it
///   (manual, 34.1.2, sslmode).
///
/// Any number may live at once, in any threads: the first sets the variables and the last restores
/// them, so that none changes while libpq reads and child processes started at another time do not
/// inherit them. A variable that has the value already is not touched; otherwise no other thread
/// may read or change the environment meanwhile (getenv(3), attributes).
class startup_environment {
public:
    startup_environment();
    ~startup_environment();
    startup_environment(const startup_environment&) = delete;
    startup_environment& operator=(const startup_environment&) = delete;
};

} // namespace dunlin::sqldb
