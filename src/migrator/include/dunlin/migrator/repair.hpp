// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/settings.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// One change of the ledger that only a person can decide.
struct repair_action {
    enum class kind {
        realign, ///< replace the recorded checksum with the file's
        drop,    ///< remove a row whose file is gone, or the steps of a migration that has neither
        mark,    ///< record a version as applied; nothing runs
        unmark,  ///< record a version as not applied; nothing is reverted
        done,    ///< record that the step that was started took effect
        redo,    ///< record that it did not, so that it runs again
        move,    ///< give the row of a renumbered file the file's new version
    };
    kind change = kind::realign;
    std::string version;
    std::string new_version = {}; ///< of a move
};

/// Called with a sentence that says what an action changes.
using repair_listener = std::function<void(std::string_view sentence)>;

/// Changes the ledger, all actions in one transaction, each recorded in the events. `report` is
/// called for every action before anything is changed; with `only_show` nothing is. Holds the
/// runner lock. Throws error(not_found) for a version that neither a file nor the ledger has,
/// error(history) for an action that does not fit its state, error(config) for a ledger of another
/// tool, in which only rows can be moved, and not by every tool's rules.
void repair(const settings& settings, const std::vector<repair_action>& actions, bool only_show,
            const repair_listener& report);

/// Records that everything up to a version exists already, for a database that was made in another
/// way. Throws error(history) when the ledger already has migrations.
void baseline(const settings& settings, std::string_view version, bool only_show,
              const repair_listener& report);

} // namespace dunlin::migrator
