// SPDX-License-Identifier: MIT
#include "migrate/adopt.hpp"

#include "migrate/change_ledger.hpp"
#include "shared/change_permit.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <memory>

namespace dunlin::commands {

runner setup_migrate_adopt(flag_set& flags) {
    auto options = std::make_shared<migrate_adopt_options>();
    flags
        .add("--from", options->adoption.tool,
             "Tool to import the history from (default: detected), or to export to with --back")
        .value_name("TOOL");
    flags.add_switch("--back", options->back, "Export dunlin's history to the table of --from");
    flags.add_switch("--accept-changed", options->adoption.accept_changed,
                     "Accept files whose checksums differ from the recorded ones");
    add_dry_run_option(flags, options->adoption.only_show);
    add_lock_wait_option(flags, *options);
    add_source_format_option(flags, *options);
    add_tool_options(flags, *options);
    return [options](context& context) { return run_migrate_adopt(*options, context); };
}

exit_code run_migrate_adopt(const migrate_adopt_options& options, context& context) {
    const bool dry_run = options.adoption.only_show;
    change_permit permit(context,
                         options.back ? "export the history of {}" : "import a history into {}",
                         change_permit::early_unless(dry_run));
    return change_ledger(
        options, dry_run, permit, context, [&](const auto& settings, const auto& listener) {
            options.back ? migrator::give_back(settings, options.adoption, listener)
                         : migrator::adopt(settings, options.adoption, listener);
        });
}

} // namespace dunlin::commands
