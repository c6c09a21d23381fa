// SPDX-License-Identifier: MIT
#include "lock/tool_row_lock.hpp"

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

/// How long releasing the row may take, and until when after a signal.
constexpr auto release_limit = 3s;
constexpr auto release_limit_after_signal = 6500ms;

/// As it is written in the row: "dunlin 1a2b3c4d on host, process 4711".
std::string owner_name(const std::string& run_id) {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return fmt::format("dunlin {} on {}, process {}", run_id,
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

tool_row_lock::tool_row_lock(const settings& settings, const std::string& run_id, ledger& ledger,
                             sqldb::connection& db, const runner_lock& runner, observer& watcher)
    : settings_(settings), watcher_(watcher), owner_(owner_name(run_id)) {
    const row_lock lock = *ledger.tool_row(db, owner_);
    if (db.run(lock.find, {})[0].is_null(0)) {
        ledger.create(db);
    } else {
        ledger.require_trust(db);
    }
    const auto begin = clock::now();
    std::string last_holder;
    bool is_created = false;
    while (db.run(lock.acquire, {}).empty()) {
        const auto waited =
            std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begin);
        const auto rows = db.run(lock.holder, {});
        if (rows.empty() && !is_created) {
            ledger.create(db); // the row itself may be missing
            is_created = true;
            continue;
        }
        const std::string holder =
            rows.empty() ? last_holder
                         : fmt::format("{} since {}", rows[0].text(0), rows[0].text(1));
        if (waited >= settings.lock.wait) {
            give_up(ledger.table(), holder, waited, lock);
        }
        if (holder != last_holder) {
            watcher.on_note(fmt::format("waiting for {}, locked by {}", ledger.table(), holder));
            last_holder = holder;
        }
        runner.pause(std::min<std::chrono::milliseconds>(200ms, settings.lock.wait - waited));
    }
    release_ = lock.release;
}

tool_row_lock::~tool_row_lock() {
    sqldb::config database = settings_.database;
    const interruption* stop = std::exchange(database.stop, nullptr);
    database.until = clock::now() + release_limit;
    if (stop != nullptr && stop->requested() != 0) {
        database.until =
            std::min(*database.until, stop->requested_at() + release_limit_after_signal);
    }
    database.cancel_timeout = 0ms;
    try {
        sqldb::connection db(database);
        db.run_script(release_);
    } catch (const std::exception&) {
        watcher_.on_note(fmt::format(
            "the lock of {} could not be released; the next run will release it", owner_));
    }
}

} // namespace dunlin::migrator
