// SPDX-License-Identifier: MIT
#include "lock/tool_lock.hpp"

#include "lock/runner_lock.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dunlin::migrator {
namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

/// What giving the row back may take, and how long after a signal that may go on.
constexpr auto patience = 3s;
constexpr auto patience_after_signal = 6500ms;

/// As it stands in the row: "dunlin 1a2b3c4d on host, process 4711".
std::string owner_name(const run_context& run) {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return fmt::format("dunlin {} on {}, process {}", run.tag,
                       host[0] == '\0' ? "this machine" : host.data(), ::getpid());
}

[[noreturn]] void give_up(const std::string& table, const std::string& holder,
                          std::chrono::milliseconds waited, const row_lock& lock) {
    throw error(error_kind::locked, fmt::format("{} is locked by {}", table, holder))
        .with_hint(fmt::format(
            "waited {}; wait longer with --lock-wait, or, if nothing is running there, release the lock with: {}",
            format_duration(waited), lock.remedy));
}

} // namespace

void expect_lock(run_context& run) {
    if (!run.is_preview && !run.lock && !run.lock_session) {
        run.lock_session = std::make_unique<sqldb::pending_connection>(run.settings.database);
    }
}

void acquire_locks(run_context& run, ledger& tools) {
    auto session = run.lock_session
                       ? std::move(run.lock_session)
                       : std::make_unique<sqldb::pending_connection>(run.settings.database);
    run.lock = std::make_unique<runner_lock>(run.settings, session->finish(), run.ledger->table(),
                                             tools.tool_locks(*run.db), run.watcher);
    if (!run.row_lock && tools.tool_row(*run.db, "")) {
        run.row_lock = std::make_unique<tool_row_lock>(run, tools);
    }
}

tool_row_lock::tool_row_lock(run_context& run, ledger& tools) : run_(run), owner_(owner_name(run)) {
    const row_lock lock = *tools.tool_row(*run.db, owner_);
    if (run.db->run(lock.find, {})[0].is_null(0)) {
        tools.create(*run.db);
    } else {
        tools.require_trust(*run.db);
    }
    const auto begin = clock::now();
    std::string last;
    bool is_created = false;
    while (run.db->run(lock.take, {}).empty()) {
        const auto waited =
            std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begin);
        const auto rows = run.db->run(lock.holder, {});
        if (rows.empty() && !is_created) {
            tools.create(*run.db); // the row itself may be missing
            is_created = true;
            continue;
        }
        const std::string holder =
            rows.empty() ? last : fmt::format("{} since {}", rows[0].text(0), rows[0].text(1));
        if (waited >= run.settings.lock.wait) {
            give_up(tools.table(), holder, waited, lock);
        }
        if (holder != last) {
            run.watcher.on_note(fmt::format("waiting for {}, locked by {}", tools.table(), holder));
            last = holder;
        }
        run.lock->pause(
            std::min<std::chrono::milliseconds>(200ms, run.settings.lock.wait - waited));
    }
    release_ = lock.release;
}

tool_row_lock::~tool_row_lock() {
    sqldb::config asking = run_.settings.database;
    const interruption* stop = std::exchange(asking.stop, nullptr);
    asking.until = clock::now() + patience;
    if (stop != nullptr && stop->requested() != 0) {
        asking.until = std::min(*asking.until, stop->requested_at() + patience_after_signal);
    }
    asking.cancel_timeout = 0ms;
    try {
        sqldb::connection db(asking);
        db.run_script(release_);
    } catch (const std::exception&) {
        run_.watcher.on_note(fmt::format(
            "the lock of {} could not be released; the next run will release it", owner_));
    }
}

} // namespace dunlin::migrator
