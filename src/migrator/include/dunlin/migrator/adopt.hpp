// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/repair.hpp>

#include <string>

namespace dunlin::migrator {

/// How another tool's history is adopted, or written back.
struct adopt_options {
    std::string tool;            ///< the other tool; empty: the one whose table is in the database
    bool accept_changed = false; ///< accept files whose checksums differ from the recorded ones
    bool only_show = false;
};

/// Copies another tool's history to dunlin's own tables, in one transaction with an event.
/// Checksums that the tool recorded are verified, and dunlin's own are written. The other table
/// stays unchanged. `report` is called for every row before anything is written. Throws
/// error(not_found) without such a table, error(usage) when several tools have one, error(history)
/// for a state that the tool itself calls dirty or failed, for changed files, for versions without
/// a file, and when dunlin's tables record migrations already.
void adopt(const settings& settings, const adopt_options& options, const repair_listener& report);

/// Writes the history of dunlin's tables to the other tool's table, which is created when it is
/// missing: applied migrations are added, others removed, in one transaction with an event. The
/// rows have the time of the writing. Throws error(usage) without a tool, error(history) when
/// dunlin's tables record nothing, and for a state of the other table that its tool calls dirty or
/// failed.
void give_back(const settings& settings, const adopt_options& options,
               const repair_listener& report);

} // namespace dunlin::migrator
