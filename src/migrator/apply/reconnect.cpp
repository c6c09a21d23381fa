// SPDX-License-Identifier: MIT
#include "apply/reconnect.hpp"

#include "apply/orphans.hpp"
#include "lock/runner_lock.hpp"
#include "lock/tool_lock.hpp"
#include "open_ledger.hpp"

#include <dunlin/base/interruption.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

constexpr auto patience = 60s;

/// How long a run that was told to end, or whose time is over, goes on asking how it ended.
constexpr auto asking_after_signal = 5s;
constexpr auto asking_after_limit = 2s;

/// Whoever set a time limit does not wait much longer than that.
std::chrono::milliseconds reconnect_limit(const sqldb::config& database) {
    const std::chrono::milliseconds limit = patience;
    return database.statement_timeout > 0ms ? std::min(limit, database.statement_timeout + 5s)
                                            : limit;
}

clock::time_point end_of_asking(const interruption* stop) {
    return stop != nullptr && stop->requested() != 0 ? stop->requested_at() + asking_after_signal
                                                     : clock::now() + asking_after_limit;
}

/// Up wrote a row with the rank that this run had reserved; down removed the row.
ending judge(const run_context& run, const plan_step& step, const ledger_state& recorded) {
    const auto row =
        std::find_if(recorded.rows.begin(), recorded.rows.end(), [&](const ledger_row& candidate) {
            return compare(run.files.order, candidate.version, step.version()) == 0;
        });
    const bool there = row != recorded.rows.end();
    const bool committed =
        step.direction == direction::down ? !there : there && row->rank == run.next_rank;
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
            run.has_prepared_record = false;
            run.db.emplace(run.settings.database);
            if (!run.lock->is_alive()) {
                acquire_locks(run, *run.ledger);
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
        run.lock->pause(pause);
    }
}

/// With a session and the lock of this run, or error(locked) when another runner went to work.
ending reread_ending(run_context& run, const plan_step& step) {
    const runner_lock* held = run.lock.get();
    connect_again(run, step);
    await_orphans(run);
    const ledger_state recorded = read_ledger(run);
    const ending found = judge(run, step, recorded);
    const std::int64_t expected =
        run.next_rank - (takes_rank(run, step) && found == ending::committed ? 0 : 1);
    if (run.lock.get() != held && highest_rank(recorded) > expected) {
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

void go_on_after(run_context& run, const plan_step& step) {
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
    const clock::time_point end = end_of_asking(run.settings.database.stop);
    sqldb::config asking = run.settings.database;
    asking.stop = nullptr;
    asking.until = end;
    asking.cancel_timeout = 0ms;
    std::optional<ending> found;
    try {
        // The session that was told to stop: its end undoes what it had not committed.
        run.db.reset();
        run.db.emplace(asking);
        const bool at_rest = orphans_end_by(run, end);
        found = judge(run, step, read_ledger(run));
        if (!at_rest && found == ending::undone) {
            found.reset(); // it may still come to its COMMIT
        }
    } catch (const error&) {
        found.reset();
    }
    run.db.reset();
    return found;
}

bool takes_rank(const run_context& run, const plan_step& step) {
    return step.direction == direction::up || run.ledger->records_removals();
}

std::int64_t highest_rank(const ledger_state& recorded) {
    std::int64_t highest = recorded.highest_rank;
    for (const ledger_row& row : recorded.rows) {
        highest = std::max(highest, row.rank);
    }
    return highest;
}

} // namespace dunlin::migrator
