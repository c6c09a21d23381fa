// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/repair.hpp>

#include <string>

namespace dunlin::migrator {

/// How a history changes hands.
struct adopt_options {
    std::string tool;            ///< the other tool; empty: the one whose table is in the database
    bool accept_changed = false; ///< take files whose checksums differ from the recorded ones
    bool only_show = false;
};

/// Takes another tool's history over into dunlin's own tables, in one transaction with an event.
/// Its checksums are verified where it has them, and what is recorded are dunlin's own. The other
/// table stays as it is. Everything is told before it is done. Throws error(not_found) without such
/// a table, error(usage) when several tools have one, error(history) for a state that the tool
/// itself calls dirty or failed, for changed files, and when dunlin's tables record migrations
/// already.
void adopt(const settings& settings, const adopt_options& options, const repair_listener& tell);

/// Writes the present state of dunlin's tables to the other tool's table, which is made when it is
/// missing: what is applied is added, what is not is removed, in one transaction with an event. The
/// times are those of the writing. Throws error(usage) without a tool, error(history) when dunlin's
/// tables record nothing, and for a state of the other table that its tool calls dirty or failed.
void give_back(const settings& settings, const adopt_options& options, const repair_listener& tell);

} // namespace dunlin::migrator
