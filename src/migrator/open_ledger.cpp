// SPDX-License-Identifier: MIT
#include "open_ledger.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

[[noreturn]] void fail_other_history(const source& files, const found_ledger& other) {
    const std::string own_tool =
        files.format == "dunlin" ? "" : fmt::format("--ledger {} or ", files.format);
    throw error(
        error_kind::history,
        fmt::format(
            "{1} keeps the history of this database in {2}, but the files are in {0} format",
            files.format, other.tool, other.table))
        .with_hint(fmt::format(
            "`dunlin migrate adopt --from {0} --dry-run` previews adopting that history; keep it with --ledger {0}, or begin a new one with {1}--ledger dunlin",
            other.tool, own_tool));
}

void use_ledger(const settings& settings, const found_ledger& chosen, sqldb::connection& db,
                observer* watcher, opened_ledger& into) {
    ledger_options options = settings.ledger;
    options.tool = chosen.tool;
    options.table = table_for(settings, chosen.tool, into.files);
    if (watcher != nullptr) {
        watcher->on_note(
            fmt::format("using the history that {1} keeps in {0}", chosen.table, chosen.tool));
    }
    into.own_ledger = std::move(into.ledger);
    into.ledger = make_ledger(options);
    into.recorded = read_ledger(*into.ledger, into.own_ledger.get(), db, into.files);
}

/// A table that records a migration goes before an empty one, which decides nothing unless the
/// files are that tool's.
void use_other_ledger(const settings& settings, sqldb::connection& db, observer* watcher,
                      opened_ledger& into) {
    auto found = find_ledgers(db);
    std::stable_partition(found.begin(), found.end(),
                          [](const found_ledger& candidate) { return !candidate.is_empty; });
    const bool has_history = !found.empty() && !found.front().is_empty;
    for (const found_ledger& candidate : found) {
        if (candidate.is_empty && has_history) {
            break;
        }
        if (read_as(settings, candidate.tool, into.files)) {
            use_ledger(settings, candidate, db, watcher, into);
            return;
        }
    }
    if (has_history) {
        fail_other_history(into.files, found.front());
    }
}

} // namespace

source read_files(const settings& settings) {
    read_options reading = settings.reading;
    reading.placeholder = settings.placeholder;
    return settings.embedded.empty() ? read_source(settings.folder, reading)
                                     : read_source(settings.embedded, reading);
}

std::string table_for(const settings& settings, std::string_view tool, const source& files) {
    return settings.ledger.table.empty() && files.format == tool ? files.ledger_table
                                                                 : settings.ledger.table;
}

bool read_as(const settings& options, const std::string& tool, source& files) {
    if (files.format == tool) {
        return true;
    }
    const auto& others = files.also_fits;
    if (!options.reading.format.empty() ||
        std::find(others.begin(), others.end(), tool) == others.end()) {
        return false;
    }
    settings as_that = options;
    as_that.reading.format = tool;
    files = read_files(as_that);
    return true;
}

opened_ledger open_ledger(const settings& settings, source files, sqldb::connection& db,
                          observer* watcher) {
    opened_ledger opened;
    opened.files = std::move(files);
    ledger_options options = settings.ledger;
    options.table = table_for(settings, options.tool, opened.files);
    opened.ledger = make_ledger(options);
    if (opened.ledger->tool() != "dunlin") {
        ledger_options own = settings.ledger;
        own.tool = "dunlin";
        opened.own_ledger = make_ledger(own);
        read_as(settings, settings.ledger.tool, opened.files);
    }
    opened.recorded = read_ledger(*opened.ledger, opened.own_ledger.get(), db, opened.files);
    if (settings.ledger.tool.empty() && opened.recorded.rows.empty() &&
        opened.recorded.steps.empty()) {
        use_other_ledger(settings, db, watcher, opened);
    }
    return opened;
}

ledger_state read_ledger(ledger& history_ledger, ledger* own_ledger, sqldb::connection& db,
                         const source& files) {
    ledger_state state = history_ledger.read(db, files);
    if (own_ledger != nullptr) {
        ledger_state own = own_ledger->read(db, files);
        state.steps = std::move(own.steps);
        state.protected_as = std::move(own.protected_as);
        state.in_own_ledger = own.rows.size();
    }
    return state;
}

} // namespace dunlin::migrator
