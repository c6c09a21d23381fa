// SPDX-License-Identifier: MIT
#include "migrate_down.hpp"

#include "migrate_preview.hpp"
#include "migrate_report.hpp"
#include "migrate_talk.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/migrator/version.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_down(flag_set& flags) {
    auto options = std::make_shared<migrate_down_options>();
    add_target_options(flags, options->until,
                       "Take back everything above this version; 0 takes back all (with --yes)");
    add_dry_run_option(flags, options->dry_run);
    add_migrate_options(flags, *options);
    return [options](context& world) { return run_migrate_down(*options, world); };
}

void confirm_all_back(const std::string& version, context& world) {
    if (migrator::is_version(version) && migrator::compare_versions(version, "0") == 0) {
        world.confirm("Take back all migrations?");
    }
}

exit_code run_migrate_down(const migrate_down_options& options, context& world) {
    migrator::settings how = migrator_settings(options, world);
    if (options.dry_run) {
        show_preview(migrator::preview_down(how, options.until), false, world);
        return exit_code::done;
    }
    world.refuse_if_protected("take migrations back");
    confirm_all_back(options.until.version.value_or(""), world);
    const auto watcher = make_observer(world);
    how.watcher = watcher.get();
    tell_report(migrator::down(how, options.until), world);
    return exit_code::done;
}

} // namespace dunlin::commands
