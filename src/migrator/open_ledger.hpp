// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/runner.hpp>

#include <memory>

namespace dunlin::migrator {

/// The files of the settings: the folder's, or those that the program carries.
source read_files(const settings& settings);

/// Reads files again in a tool's format, when they could be in it but need not.
/// False: they are in another, or the settings name one.
bool read_as(const settings& settings, const std::string& tool, source& files);

/// A tool's table: as the user named it, else as the tool's own configuration beside the files
/// does; empty: its default.
std::string table_for(const settings& settings, std::string_view tool, const source& files);

/// The files and the ledger that they go with, chosen and read.
struct opened_ledger {
    source files;
    std::unique_ptr<migrator::ledger> ledger;
    std::unique_ptr<migrator::ledger> own_ledger; ///< dunlin's, while `ledger` is another tool's
    ledger_state recorded;
};

/// Reads the ledger that the settings name. Without a name it is dunlin's own, and
/// when that records nothing, the one that another tool left in the database: kept when the files
/// are that tool's or could be; else error(history) that says how to go on. `watcher` may be null.
opened_ledger open_ledger(const settings& settings, source files, sqldb::connection& db,
                          observer* watcher);

/// Reads the tables: the history of `ledger`, and the steps and the protection of
/// dunlin's own tables.
ledger_state read_ledger(ledger& history_ledger, ledger* own_ledger, sqldb::connection& db,
                         const source& files);

} // namespace dunlin::migrator
