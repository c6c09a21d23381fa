// SPDX-License-Identifier: MIT
#include "apply/orphans.hpp"

#include "apply/message.hpp"
#include "lock/runner_lock.hpp"
#include "lock/sessions.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <thread>

namespace dunlin::migrator {
namespace {

using clock = std::chrono::steady_clock;

/// Found by the ledger's lock, which every role may see, and by the comment at the start of a run's
/// messages, which the same role may: a statement that cannot run in a transaction holds no lock of
/// the ledger. A role's own sessions, and those of roles that it is a member of, may be cancelled
/// (manual, 9.28.2). The functions are those of the views pg_locks and pg_stat_activity, whose
/// joins take the server longer than many migrations.
constexpr auto find_orphans = R"(
WITH here (oid) AS (
    SELECT oid FROM pg_catalog.pg_database
     WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database()),
commented (pid, usesysid) AS MATERIALIZED (
    SELECT pid, usesysid FROM pg_catalog.pg_stat_get_activity(NULL)
     WHERE datid OPERATOR(pg_catalog.=) (SELECT oid FROM here)
       AND state OPERATOR(pg_catalog.=) 'active'
       AND pg_catalog.strpos(query, :comment) OPERATOR(pg_catalog.=) 1),
ours (pid) AS (
    SELECT pid FROM pg_catalog.pg_lock_status()
     WHERE locktype OPERATOR(pg_catalog.=) 'relation' AND granted
       AND mode OPERATOR(pg_catalog.=) 'RowExclusiveLock'
       AND relation OPERATOR(pg_catalog.=) pg_catalog.to_regclass(:ledger)
       AND database OPERATOR(pg_catalog.=) (SELECT oid FROM here)
    UNION
    SELECT pid FROM commented)
SELECT ours.pid, pg_catalog.pg_has_role(commented.usesysid, 'MEMBER')
  FROM ours LEFT JOIN commented USING (pid)
 WHERE ours.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
 ORDER BY 2 DESC NULLS LAST, 1 LIMIT 1)";

constexpr auto cancel = "SELECT pg_catalog.pg_cancel_backend(:pid::integer)";

struct orphan {
    int pid = 0;
    bool may_cancel = false;
};

std::optional<orphan> find_orphan(run_context& run) {
    const auto rows = run.db->run(find_orphans, {{"ledger", run.ledger->quoted_table(*run.db)},
                                                 {"comment", run.locks.runner().comment_prefix()}});
    if (rows.empty()) {
        return std::nullopt;
    }
    return orphan{sqldb::decode_column<std::int32_t>(rows[0], 0, "pid"), rows[0].text(1) == "t"};
}

} // namespace

bool orphans_end_by(run_context& run, clock::time_point end) {
    while (find_orphan(run)) {
        if (clock::now() >= end) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true;
}

void await_orphans(run_context& run) {
    const auto begin = clock::now();
    int last_pid = 0;
    while (const auto found = find_orphan(run)) {
        if (found->pid != last_pid) {
            run.watcher.on_note(
                fmt::format("{} is still running for a run that has ended; {}",
                            find_session(*run.db, found->pid).describe(),
                            found->may_cancel ? "cancelling it" : "waiting for it"));
            last_pid = found->pid;
        }
        if (found->may_cancel) {
            run.db->run(cancel, {{"pid", found->pid}});
        }
        const auto waited =
            std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begin);
        if (waited >= run.settings.lock.wait) {
            throw error(error_kind::locked,
                        fmt::format("{} is still running for a run that has ended",
                                    find_session(*run.db, found->pid).describe()))
                .with_hint(fmt::format("waited {}; end it with pg_terminate_backend({}), or wait "
                                       "longer with --lock-wait",
                                       format_duration(waited), found->pid));
        }
        run.locks.runner().pause(std::chrono::milliseconds(50));
    }
}

} // namespace dunlin::migrator
