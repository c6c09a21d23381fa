// SPDX-License-Identifier: MIT
#include "migrate/up.hpp"

#include "migrate/observer.hpp"
#include "migrate/preview.hpp"
#include "migrate/report.hpp"
#include "shared/superuser_warning.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_up(flag_set& flags) {
    auto options = std::make_shared<migrate_up_options>();
    add_target_options(flags, options->run.until, "Stop after VERSION",
                       "Apply at most COUNT migrations");
    flags.add_switch("--allow-out-of-order", options->run.allow_out_of_order,
                     "Also apply migrations older than the newest applied one");
    flags.add_switch("--single-transaction", options->run.single_transaction,
                     "Apply all pending migrations in one transaction");
    add_dry_run_option(flags, options->dry_run);
    add_migrate_options(flags, *options);
    return [options](context& context) { return run_migrate_up(*options, context); };
}

exit_code run_migrate_up(const migrate_up_options& options, context& context) {
    migrator::settings settings = migrator_settings(options, context);
    if (options.dry_run) {
        print_preview(migrator::preview_up(settings, options.run), false, context);
        return exit_code::done;
    }
    const auto observer = observe_run(context, settings);
    const migrator::report done = migrator::up(settings, options.run);
    print_run_report(done, context);
    if (done.as_superuser && !done.applied.empty() && !context.json()) {
        warn_of_superuser("`dunlin db roles` prints roles with only the permissions they need",
                          context);
    }
    return exit_code::done;
}

} // namespace dunlin::commands
