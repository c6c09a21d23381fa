// SPDX-License-Identifier: MIT
#include "migrate/baseline.hpp"

#include "migrate/change_ledger.hpp"
#include "shared/change_permit.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/migrator/repair.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_baseline(flag_set& flags) {
    auto options = std::make_shared<migrate_baseline_options>();
    flags.add("version", options->version, "Newest version that the database already has")
        .value_name("VERSION")
        .required();
    add_dry_run_option(flags, options->dry_run);
    add_lock_wait_option(flags, *options);
    add_source_options(flags, *options);
    return [options](context& context) { return run_migrate_baseline(*options, context); };
}

exit_code run_migrate_baseline(const migrate_baseline_options& options, context& context) {
    change_permit permit(context, "record a baseline in {}",
                         change_permit::early_unless(options.dry_run));
    return change_ledger(
        options, options.dry_run, permit, context, [&](const auto& settings, const auto& listener) {
            migrator::baseline(settings, options.version, options.dry_run, listener);
        });
}

} // namespace dunlin::commands
