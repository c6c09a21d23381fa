// SPDX-License-Identifier: MIT
#include "lock/run_locks.hpp"

#include "lock/runner_lock.hpp"
#include "lock/second_session.hpp"
#include "lock/tool_row_lock.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/pending_connection.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <utility>

namespace dunlin::migrator {

run_locks::run_locks(const settings& settings, observer& watcher)
    : settings_(settings), watcher_(watcher),
      run_id_(fmt::format("{:08x}", static_cast<std::uint32_t>(random_number()))) {}

run_locks::~run_locks() = default;

void run_locks::prepare_session() {
    if (!runner_ && !session_) {
        session_ = std::make_unique<sqldb::pending_connection>(settings_.database);
    }
}

void run_locks::acquire(const std::string& table, ledger& ledger, sqldb::connection& db) {
    auto session = session_ ? std::move(session_)
                            : std::make_unique<sqldb::pending_connection>(settings_.database);
    // Asked for before the lock's transaction, which may leave `db` no session to ask with.
    auto tool_keys = ledger.tool_locks(db);
    runner_ = std::make_unique<runner_lock>(settings_, finish_second(*session, db), table,
                                            std::move(tool_keys), db, watcher_);
    if (!tool_row_ && ledger.tool_row(db, "")) {
        tool_row_ =
            std::make_unique<tool_row_lock>(settings_, run_id_, ledger, db, *runner_, watcher_);
    }
}

} // namespace dunlin::migrator
