// SPDX-License-Identifier: MIT
#include "migrate/adopt.hpp"

#include "migrate/repair.hpp"
#include "migrate/talk.hpp"
#include "shared/change_permit.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_adopt(flag_set& flags) {
    auto options = std::make_shared<migrate_adopt_options>();
    flags.add("--from", options->how.tool, "Tool to import the history from (default: detected)")
        .takes("TOOL");
    flags.add_switch("--back", options->back, "Write the current state back to that tool's table");
    flags.add_switch("--accept-changed", options->how.accept_changed,
                     "Accept files whose checksums differ from the recorded ones");
    add_dry_run_option(flags, options->how.only_show);
    add_lock_wait_option(flags, *options);
    add_source_format_option(flags, *options);
    add_table_options(flags, *options);
    return [options](context& context) { return run_migrate_adopt(*options, context); };
}

exit_code run_migrate_adopt(const migrate_adopt_options& options, context& context) {
    change_permit permit(context, "take over a history in {}",
                         change_permit::unless(options.how.only_show));
    migrator::settings how = migrator_settings(options, context);
    ask_before_change(how, permit);
    const auto watcher = make_observer(context);
    how.watcher = watcher.get();
    repair_talk talk(options.how.only_show, context);
    options.back ? migrator::give_back(how, options.how, talk.listener())
                 : migrator::adopt(how, options.how, talk.listener());
    talk.finish();
    return exit_code::done;
}

} // namespace dunlin::commands
