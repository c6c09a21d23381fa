// SPDX-License-Identifier: MIT
#include "migrate/to.hpp"

#include "migrate/down.hpp"
#include "migrate/observer.hpp"
#include "migrate/preview.hpp"
#include "migrate/report.hpp"
#include "shared/change_permit.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_to(flag_set& flags) {
    auto options = std::make_shared<migrate_to_options>();
    flags.add("version", options->version, "Target version (0: revert all)")
        .value_name("VERSION")
        .required();
    flags.add_switch("--allow-out-of-order", options->run.allow_out_of_order,
                     "Also apply migrations older than the newest applied one");
    flags.add_switch("--single-transaction", options->run.single_transaction,
                     "Run all migrations in one transaction");
    add_dry_run_option(flags, options->dry_run);
    add_migrate_options(flags, *options);
    return [options](context& context) { return run_migrate_to(*options, context); };
}

exit_code run_migrate_to(const migrate_to_options& options, context& context) {
    migrator::settings settings = migrator_settings(options, context);
    if (options.dry_run) {
        print_preview(migrator::preview_to(settings, options.version, options.run), false, context);
        return exit_code::done;
    }
    // Whether migrations are reverted is known only after the ledger was read.
    change_permit permit(context, "revert migrations in {}", change_permit::refusal::on_grant);
    ask_before_revert(settings, permit, options.version);
    const auto observer = observe_run(context, settings);
    print_run_report(migrator::to(settings, options.version, options.run), context);
    return exit_code::done;
}

} // namespace dunlin::commands
