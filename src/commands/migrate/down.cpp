// SPDX-License-Identifier: MIT
#include "migrate/down.hpp"

#include "migrate/observer.hpp"
#include "migrate/preview.hpp"
#include "migrate/report.hpp"
#include "shared/change_permit.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/migrator/version.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_down(flag_set& flags) {
    auto options = std::make_shared<migrate_down_options>();
    add_target_options(flags, options->until, "Revert all migrations above VERSION (0: all)",
                       "Revert at most COUNT migrations (default: 1)");
    add_dry_run_option(flags, options->dry_run);
    add_migrate_options(flags, *options);
    return [options](context& context) { return run_migrate_down(*options, context); };
}

void ask_before_revert(migrator::settings& settings, change_permit& permit,
                       const std::string& version) {
    if (migrator::is_version(version) && migrator::compare_versions(version, "0") == 0) {
        ask_before_change(settings, permit, "Revert all migrations in {}?");
    } else {
        ask_before_change(settings, permit);
    }
}

exit_code run_migrate_down(const migrate_down_options& options, context& context) {
    if (options.dry_run) {
        print_preview(migrator::preview_down(migrator_settings(options, context), options.until),
                      false, context);
        return exit_code::done;
    }
    change_permit permit(context, "revert migrations in {}");
    migrator::settings settings = migrator_settings(options, context);
    ask_before_revert(settings, permit, options.until.version.value_or(""));
    const auto observer = observe_run(context, settings);
    print_run_report(migrator::down(settings, options.until), context);
    return exit_code::done;
}

} // namespace dunlin::commands
