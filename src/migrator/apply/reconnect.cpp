// SPDX-License-Identifier: MIT
#include "apply/reconnect.hpp"

#include "apply/orphans.hpp"
#include "lock/runner_lock.hpp"

#include <dunlin/base/interruption.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

constexpr auto longest_outage = 60s;

/// How long a run that was interrupted, or is out of time, goes on asking how it ended.
constexpr auto limit_after_signal = 5s;
constexpr auto limit_after_timeout = 2s;

/// Whoever set a time limit does not wait much longer than that.
std::chrono::milliseconds reconnect_limit(const sqldb::config& database) {
    const std::chrono::milliseconds limit = longest_outage;
    return database.statement_timeout > 0ms ? std::min(limit, database.statement_timeout + 5s)
                                            : limit;
}

clock::time_point deadline_after(const interruption* stop) {
    return stop != nullptr && stop->requested() != 0 ? stop->requested_at() + limit_after_signal
                                                     : clock::now() + limit_after_timeout;
}

/// Up wrote a row with the rank that this run had reserved; down removed the row.
ending ending_of(const run_context& run, const plan_step& step, const ledger_state& recorded) {
    const auto row =
        std::find_if(recorded.rows.begin(), recorded.rows.end(), [&](const ledger_row& candidate) {
            return compare(run.files.order, candidate.version, step.version()) == 0;
        });
    const bool is_recorded = row != recorded.rows.end();
    const bool committed = step.direction == direction::down
                               ? !is_recorded
                               : is_recorded && row->rank == run.recording.next_rank;
    return committed ? ending::committed : ending::undone;
}

[[noreturn]] void fail_in_doubt(const plan_step& step, const error& reason) {
    error doubt(
        error_kind::in_doubt,
        fmt::format(
            "the connection was lost during {}, and the server cannot be reached to find out how it ended: {}",
            step.version(), reason.message()));
    doubt.with_hint(ask_later);
    doubt.aftermath = fmt::format("It is unknown whether {} was committed.", step.version());
    throw doubt;
}

/// A server that restarts refuses for a while; anything but a refused connection is final.
void connect_again(run_context& run, const plan_step& step) {
    const auto begin = clock::now();
    for (auto pause = 100ms;; pause = std::min(pause * 2, std::chrono::milliseconds(2000))) {
        try {
            run.db.reset();
            run.recording.is_prepared = false;
            run.db.emplace(run.settings.database);
            if (!run.locks.runner().is_alive()) {
                run.locks.acquire(run.ledger->table(), *run.ledger, *run.db);
            }
            return;
        } catch (const error& problem) {
            if (problem.kind() != error_kind::connection) {
                throw;
            }
            if (clock::now() - begin >= reconnect_limit(run.settings.database)) {
                fail_in_doubt(step, problem);
            }
        }
        run.locks.runner().pause(pause);
    }
}

/// With a session and the lock of this run, or error(locked) when another runner went to work.
ending reread_ending(run_context& run, const plan_step& step) {
    const runner_lock* held = &run.locks.runner();
    connect_again(run, step);
    await_orphans(run);
    const ledger_state recorded = read_ledger(run);
    const ending found = ending_of(run, step, recorded);
    const std::int64_t expected =
        run.recording.next_rank -
        (has_rank(*run.ledger, step) && found == ending::committed ? 0 : 1);
    if (&run.locks.runner() != held && highest_rank(recorded) > expected) {
        throw error(error_kind::locked,
                    "the connection that held the runner lock was lost, and another run took over")
            .with_hint("run the same command again");
    }
    return found;
}

} // namespace

ending find_ending(run_context& run, const plan_step& step) {
    run.watcher.on_note(fmt::format(
        "the connection was lost during {}; asking the server how it ended", step.version()));
    return reread_ending(run, step);
}

void reconnect_after(run_context& run, const plan_step& step) {
    try {
        static_cast<void>(reread_ending(run, step));
    } catch (const error& problem) {
        if (problem.kind() != error_kind::in_doubt) {
            throw;
        }
        error gone(
            error_kind::connection,
            fmt::format("the server stopped answering after {} was committed", step.version()));
        gone.with_hint("run the same command again");
        throw gone;
    }
}

std::optional<ending> find_ending_quickly(run_context& run, const plan_step& step) {
    const clock::time_point end = deadline_after(run.settings.database.stop);
    sqldb::config database = run.settings.database;
    database.stop = nullptr;
    database.until = end;
    database.cancel_timeout = 0ms;
    std::optional<ending> found;
    try {
        // The session that was interrupted: its end undoes what it had not committed.
        run.db.reset();
        run.db.emplace(database);
        const bool have_ended = orphans_end_by(run, end);
        found = ending_of(run, step, read_ledger(run));
        if (!have_ended && found == ending::undone) {
            found.reset(); // it may still come to its COMMIT
        }
    } catch (const error&) {
        found.reset();
    }
    run.db.reset();
    return found;
}

bool has_rank(const ledger& ledger, const plan_step& step) {
    return step.direction == direction::up || ledger.records_removals();
}

std::int64_t highest_rank(const ledger_state& recorded) {
    std::int64_t highest = recorded.highest_rank;
    for (const ledger_row& row : recorded.rows) {
        highest = std::max(highest, row.rank);
    }
    return highest;
}

} // namespace dunlin::migrator
