// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/pending_connection.hpp>

#include <chrono>

namespace dunlin::migrator {

// A run needs two sessions at the same time: that of its lock and that of its work. A server such
// as PGlite, and a pooler with a pool of one, serve one only: the other is closed, or waits until
// the first has ended.

/// How long a session may wait for its turn while another run may hold the lock for `lock_wait`.
std::chrono::milliseconds turn_limit(std::chrono::milliseconds lock_wait);

/// Finishes opening the lock's session. When that fails while `worker` still answers, the error
/// says that a second session is needed.
sqldb::connection finish_second(sqldb::pending_connection& session, sqldb::connection& worker);

/// Called while `problem`, the failure of one of the two sessions, is handled. Throws
/// error(connection) that says so when it had no answer in time while the other, `busy`, answers;
/// otherwise rethrows the failure.
[[noreturn]] void throw_without_turn(const error& problem, sqldb::connection& busy);

} // namespace dunlin::migrator
