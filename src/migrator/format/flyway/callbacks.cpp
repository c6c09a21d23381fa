// SPDX-License-Identifier: MIT
#include "format/flyway/callbacks.hpp"

#include <algorithm>
#include <array>

namespace dunlin::migrator {
namespace {

using use = flyway_callback::use;
using time = hook::time;

/// In the order in which Flyway has them, which decides between two of one time.
constexpr std::array callbacks{
    flyway_callback{"beforeMigrate", use::hook, time::before_run},
    flyway_callback{"beforeEachMigrate", use::hook, time::before_each},
    flyway_callback{"beforeEachMigrateStatement", use::refused},
    flyway_callback{"afterEachMigrateStatement", use::refused},
    flyway_callback{"afterEachMigrateStatementError", use::refused},
    flyway_callback{"afterEachMigrate", use::hook, time::after_each},
    flyway_callback{"afterEachMigrateError", use::hook, time::after_each_failed},
    flyway_callback{"afterVersioned", use::hook, time::after_versioned},
    flyway_callback{"beforeRepeatables", use::hook, time::before_repeatable},
    flyway_callback{"afterMigrateApplied", use::hook, time::after_applied},
    flyway_callback{"afterMigrate", use::hook, time::after_run},
    flyway_callback{"afterMigrateError", use::hook, time::after_failed},
    flyway_callback{"beforeUndo", use::hook, time::before_run, direction::down},
    flyway_callback{"beforeEachUndo", use::hook, time::before_each, direction::down},
    flyway_callback{"beforeEachUndoStatement", use::refused},
    flyway_callback{"afterEachUndoStatement", use::refused},
    flyway_callback{"afterEachUndoStatementError", use::refused},
    flyway_callback{"afterEachUndo", use::hook, time::after_each, direction::down},
    flyway_callback{"afterEachUndoError", use::hook, time::after_each_failed, direction::down},
    flyway_callback{"afterUndo", use::hook, time::after_run, direction::down},
    flyway_callback{"afterUndoError", use::hook, time::after_failed, direction::down},
    flyway_callback{"beforeClean"},
    flyway_callback{"afterClean"},
    flyway_callback{"afterCleanError"},
    flyway_callback{"beforeValidate"},
    flyway_callback{"afterValidate"},
    flyway_callback{"afterValidateError"},
    flyway_callback{"beforeBaseline"},
    flyway_callback{"afterBaseline"},
    flyway_callback{"afterBaselineError"},
    flyway_callback{"beforeRepair"},
    flyway_callback{"afterRepair"},
    flyway_callback{"afterRepairError"},
    flyway_callback{"beforeInfo"},
    flyway_callback{"afterInfo"},
    flyway_callback{"afterInfoError"},
    flyway_callback{"afterMigrateOperationFinish"},
    flyway_callback{"afterInfoOperationFinish"},
    flyway_callback{"createSchema"},
    flyway_callback{"beforeCreateSchema"},
    flyway_callback{"beforeConnect", use::refused},
    flyway_callback{"afterConnect", use::refused},
};

} // namespace

std::span<const flyway_callback> flyway_callbacks() {
    return callbacks;
}

const flyway_callback& flyway_callback_of(std::string_view event) {
    return *std::find_if(callbacks.begin(), callbacks.end(),
                         [&](const flyway_callback& callback) { return callback.event == event; });
}

} // namespace dunlin::migrator
