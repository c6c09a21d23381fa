// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>
#include <dunlin/migrator/repair.hpp>

#include <string>
#include <vector>

namespace dunlin::commands {

struct migrate_repair_options : migrate_options {
    std::vector<migrator::repair_action> actions;
    bool dry_run = false;
};

runner setup_migrate_repair(flag_set& flags);
/// Changes the ledger by explicit orders.
exit_code run_migrate_repair(const migrate_repair_options& options, context& context);

/// Shows the changes of a ledger: a line each on stderr, or one JSON document at the end.
class repair_talk {
public:
    repair_talk(bool only_shown, context& context) : only_shown_(only_shown), context_(context) {}

    [[nodiscard]] migrator::repair_listener listener();
    void finish();

private:
    bool only_shown_;
    context& context_;
    std::vector<std::string> changes_;
};

} // namespace dunlin::commands
