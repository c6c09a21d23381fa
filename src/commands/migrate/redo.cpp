// SPDX-License-Identifier: MIT
#include "migrate/redo.hpp"

#include "migrate/observer.hpp"
#include "migrate/preview.hpp"
#include "migrate/report.hpp"
#include "shared/change_permit.hpp"

#include <dunlin/commands/context.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_redo(flag_set& flags) {
    auto options = std::make_shared<migrate_redo_options>();
    add_dry_run_option(flags, options->dry_run);
    add_migrate_options(flags, *options);
    return [options](context& context) { return run_migrate_redo(*options, context); };
}

exit_code run_migrate_redo(const migrate_redo_options& options, context& context) {
    if (options.dry_run) {
        print_preview(migrator::preview_redo(migrator_settings(options, context)), false, context);
        return exit_code::done;
    }
    change_permit permit(context, "revert a migration in {}");
    migrator::settings settings = migrator_settings(options, context);
    ask_before_change(settings, permit);
    const auto observer = observe_run(context, settings);
    print_run_report(migrator::redo(settings), context);
    return exit_code::done;
}

} // namespace dunlin::commands
