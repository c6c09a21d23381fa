// SPDX-License-Identifier: MIT
#include "lock/second_session.hpp"

#include <dunlin/sqldb/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

using namespace std::chrono_literals;

/// A loaded server or pooler may need seconds to answer although nothing is wrong.
constexpr std::chrono::milliseconds shortest_turn = 5s;

constexpr auto hint =
    "dunlin needs two sessions at the same time, one of them for its lock: connect to the server "
    "itself, or allow the pooler at least two connections to it (pgbouncer: pool_size); servers "
    "with a single session, such as PGlite, cannot be migrated";

bool answers(sqldb::connection& session) {
    try {
        sqldb::status_check(session, sqldb::within(shortest_turn));
        return true;
    } catch (const error&) {
        return false;
    }
}

} // namespace

std::chrono::milliseconds turn_limit(std::chrono::milliseconds lock_wait) {
    return std::max(lock_wait, shortest_turn);
}

sqldb::connection finish_second(sqldb::pending_connection& session, sqldb::connection& worker) {
    try {
        return session.finish();
    } catch (const sqldb::connect_failure& problem) {
        // With a SQLSTATE the server itself says why.
        if (!problem.sqlstate.empty() || !answers(worker)) {
            throw;
        }
        error refused(
            error_kind::connection,
            fmt::format("the server serves one session at a time: a second one failed: {}",
                        problem.message()));
        refused.with_hint(hint);
        refused.detail = problem.detail;
        throw refused;
    }
}

void throw_without_turn(const error& problem, sqldb::connection& busy) {
    if (problem.kind() != error_kind::timed_out || !answers(busy)) {
        throw;
    }
    error waiting(error_kind::connection, "the server, or the pooler in front of it, serves one "
                                          "session at a time: a second one got no answer");
    waiting.with_hint(hint);
    throw waiting;
}

} // namespace dunlin::migrator
