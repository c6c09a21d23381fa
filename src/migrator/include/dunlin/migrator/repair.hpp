// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// One change of the ledger that nothing but a person can decide.
struct repair_action {
    enum class kind {
        realign, ///< take the file's checksum for the one that was applied
        drop,    ///< forget a row whose file is gone, or the steps of a migration that has neither
        mark,    ///< say that a version is applied; nothing runs
        unmark,  ///< say that a version is not applied; nothing is taken back
        done,    ///< say that the step that was begun took effect
        redo,    ///< say that it did not, so that it runs again
    };
    kind what = kind::realign;
    std::string version;
};

/// What an action would change, in a sentence.
using repair_listener = std::function<void(std::string_view sentence)>;

/// Changes the ledger, all actions in one transaction, each recorded in the events. Every action
/// is told before anything is changed; with `only_show` nothing is. Holds the runner lock. Throws
/// error(not_found) for a version that neither a file nor the ledger has, error(history) for an
/// action that does not fit its state.
void repair(const settings& settings, const std::vector<repair_action>& actions, bool only_show,
            const repair_listener& tell);

/// Says that everything up to a version is there already: for a database that was made in another
/// way. Only for a ledger without migrations. Throws error(history) when it has some.
void baseline(const settings& settings, std::string_view version, bool only_show,
              const repair_listener& tell);

} // namespace dunlin::migrator
