// SPDX-License-Identifier: MIT
#include "migrate/plan.hpp"

#include "migrate/preview.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_plan(flag_set& flags) {
    auto options = std::make_shared<migrate_plan_options>();
    add_target_options(flags, options->run.until,
                       "Stop after VERSION (with --down: before VERSION)",
                       "Show at most COUNT migrations");
    flags.add_switch("--down", options->down, "Show what migrate down would run");
    flags.add_switch("--sql", options->sql, "Print a psql script that also updates the ledger");
    flags.add_switch("--allow-out-of-order", options->run.allow_out_of_order,
                     "Include pending migrations older than the newest applied one");
    add_placeholder_option(flags, *options);
    add_source_options(flags, *options);
    return [options](context& context) { return run_migrate_plan(*options, context); };
}

exit_code run_migrate_plan(const migrate_plan_options& options, context& context) {
    const migrator::settings settings = migrator_settings(options, context);
    print_preview(options.down ? migrator::preview_down(settings, options.run.until, options.sql)
                               : migrator::preview_up(settings, options.run, options.sql),
                  options.sql, context);
    return exit_code::done;
}

} // namespace dunlin::commands
