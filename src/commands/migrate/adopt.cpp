// SPDX-License-Identifier: MIT
#include "migrate/adopt.hpp"

#include "migrate/messages.hpp"
#include "migrate/repair.hpp"
#include "shared/change_permit.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_adopt(flag_set& flags) {
    auto options = std::make_shared<migrate_adopt_options>();
    flags.add("--from", options->how.tool, "Tool to import the history from (default: detected)")
        .value_name("TOOL");
    flags.add_switch("--back", options->back, "Write the current state back to that tool's table");
    flags.add_switch("--accept-changed", options->how.accept_changed,
                     "Accept files whose checksums differ from the recorded ones");
    add_dry_run_option(flags, options->how.only_show);
    add_lock_wait_option(flags, *options);
    add_source_format_option(flags, *options);
    add_tool_options(flags, *options);
    return [options](context& context) { return run_migrate_adopt(*options, context); };
}

exit_code run_migrate_adopt(const migrate_adopt_options& options, context& context) {
    change_permit permit(context, "take over a history in {}",
                         change_permit::early_unless(options.how.only_show));
    migrator::settings how = migrator_settings(options, context);
    ask_before_change(how, permit);
    const auto watcher = make_observer(context);
    how.watcher = watcher.get();
    repair_talk messages(options.how.only_show, context);
    options.back ? migrator::give_back(how, options.how, messages.listener())
                 : migrator::adopt(how, options.how, messages.listener());
    messages.finish();
    return exit_code::done;
}

} // namespace dunlin::commands
