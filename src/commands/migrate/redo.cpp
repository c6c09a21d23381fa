// SPDX-License-Identifier: MIT
#include "migrate/redo.hpp"

#include "migrate/preview.hpp"
#include "migrate/report.hpp"
#include "migrate/talk.hpp"
#include "shared/change_permit.hpp"

#include <dunlin/commands/context.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_redo(flag_set& flags) {
    auto options = std::make_shared<migrate_redo_options>();
    add_dry_run_option(flags, options->dry_run);
    add_migrate_options(flags, *options);
    return [options](context& world) { return run_migrate_redo(*options, world); };
}

exit_code run_migrate_redo(const migrate_redo_options& options, context& world) {
    if (options.dry_run) {
        show_preview(migrator::preview_redo(migrator_settings(options, world)), false, world);
        return exit_code::done;
    }
    change_permit permit(world, "revert a migration in {}");
    migrator::settings how = migrator_settings(options, world);
    ask_before_change(how, permit);
    const auto watcher = make_observer(world);
    how.watcher = watcher.get();
    tell_report(migrator::redo(how), world);
    return exit_code::done;
}

} // namespace dunlin::commands
