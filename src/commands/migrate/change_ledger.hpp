// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/base/exit_code.hpp>
#include <dunlin/migrator/repair.hpp>

#include <functional>

namespace dunlin::commands {

/// Runs `change`, which changes the ledger without running migrations, once the permit allows it.
/// The changes are printed one by one on stderr, or under JSON as one document at the end.
exit_code change_ledger(
    const migrate_options& options, bool dry_run, change_permit& permit, context& context,
    const std::function<void(const migrator::settings&, const migrator::repair_listener&)>& change);

} // namespace dunlin::commands
