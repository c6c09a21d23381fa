// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/observer.hpp>

#include <optional>
#include <vector>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::migrator {

/// The session of a process id; only the pid is filled in when the server shows no more of it.
session_info find_session(sqldb::connection& db, int pid);

/// The sessions that a process waits for (manual, 9.27: pg_blocking_pids).
std::vector<session_info> find_blockers(sqldb::connection& db, int pid);

} // namespace dunlin::migrator
