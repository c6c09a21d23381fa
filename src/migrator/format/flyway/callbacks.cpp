// SPDX-License-Identifier: MIT
#include "format/flyway/callbacks.hpp"

#include <algorithm>
#include <array>

namespace dunlin::migrator {
namespace {

using handling = flyway_callback::handling;
using time = hook::time;

/// In the order in which Flyway has them, which decides between two of one time.
constexpr std::array callbacks{
    flyway_callback{"beforeMigrate", handling::hook, time::before_run},
    flyway_callback{"beforeEachMigrate", handling::hook, time::before_each},
    flyway_callback{"beforeEachMigrateStatement", handling::refused},
    flyway_callback{"afterEachMigrateStatement", handling::refused},
    flyway_callback{"afterEachMigrateStatementError", handling::refused},
    flyway_callback{"afterEachMigrate", handling::hook, time::after_each},
    flyway_callback{"afterEachMigrateError", handling::hook, time::after_each_failed},
    flyway_callback{"afterVersioned", handling::hook, time::after_versioned},
    flyway_callback{"beforeRepeatables", handling::hook, time::before_repeatable},
    flyway_callback{"afterMigrateApplied", handling::hook, time::after_applied},
    flyway_callback{"afterMigrate", handling::hook, time::after_run},
    flyway_callback{"afterMigrateError", handling::hook, time::after_failed},
    flyway_callback{"beforeUndo", handling::hook, time::before_run, direction::down},
    flyway_callback{"beforeEachUndo", handling::hook, time::before_each, direction::down},
    flyway_callback{"beforeEachUndoStatement", handling::refused},
    flyway_callback{"afterEachUndoStatement", handling::refused},
    flyway_callback{"afterEachUndoStatementError", handling::refused},
    flyway_callback{"afterEachUndo", handling::hook, time::after_each, direction::down},
    flyway_callback{"afterEachUndoError", handling::hook, time::after_each_failed, direction::down},
    flyway_callback{"afterUndo", handling::hook, time::after_run, direction::down},
    flyway_callback{"afterUndoError", handling::hook, time::after_failed, direction::down},
    flyway_callback{"beforeClean"},
    flyway_callback{"afterClean"},
    flyway_callback{"afterCleanError"},
    flyway_callback{"beforeValidate", handling::hook, time::before_check},
    flyway_callback{"afterValidate", handling::hook, time::after_check},
    flyway_callback{"afterValidateError", handling::hook, time::after_check_failed},
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
    flyway_callback{"beforeConnect", handling::refused},
    flyway_callback{"afterConnect", handling::refused},
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
