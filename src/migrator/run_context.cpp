// SPDX-License-Identifier: MIT
#include "run_context.hpp"

#include "apply/hooks.hpp"
#include "lock/activity.hpp"
#include "open_ledger.hpp"
#include "plan/checksums.hpp"

#include <dunlin/sqldb/pending_connection.hpp>

#include <utility>

namespace dunlin::migrator {

run_context::run_context(const migrator::settings& given_settings, observer& given_watcher)
    : settings(given_settings), watcher(given_watcher), events(settings.ledger.schema),
      locks(settings, watcher) {}
run_context::~run_context() = default;

ledger_state open(run_context& run) {
    // The server starts its process while the files are read.
    sqldb::pending_connection session(run.settings.database);
    source files = read_files(run.settings);
    run.db.emplace(session.finish());
    opened_ledger opened = open_ledger(run.settings, std::move(files), *run.db, &run.watcher);
    run.files = std::move(opened.files);
    run.ledger = std::move(opened.ledger);
    run.own_ledger = std::move(opened.own_ledger);
    return std::move(opened.recorded);
}

ledger_state read_ledger(run_context& run) {
    return read_ledger(*run.ledger, run.own_ledger.get(), *run.db, run.files);
}

} // namespace dunlin::migrator
