// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/observer.hpp>

#include <cstdint>
#include <functional>
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

/// Cancels the statements of those among the sessions that a process waits for which wait in turn
/// for an advisory lock. `before_each` is called with each of them first.
void cancel_waiting(sqldb::connection& db, int pid, std::int64_t key,
                    const std::function<void(const session_info&)>& before_each);

} // namespace dunlin::migrator
