// SPDX-License-Identifier: MIT
#include "migrate/repair.hpp"

#include "migrate/change_ledger.hpp"
#include "shared/change_permit.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/commands/flag_value.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

using kind = migrator::repair_action::kind;

void add_action(flag_set& flags, const char* flag, kind action, const char* help,
                migrate_repair_options& options) {
    flags
        .on_each(
            flag,
            [action, &options](const std::string& version) {
                options.actions.push_back({action, version});
            },
            help)
        .value_name("VERSION");
}

/// "OLD=NEW"
migrator::repair_action read_move(const std::string& value) {
    const std::size_t at = value.find('=');
    if (at == 0 || at == std::string::npos || at + 1 == value.size()) {
        throw invalid_value("--move", value, "write OLD=NEW, such as 0007=0009");
    }
    return {kind::move, value.substr(0, at), value.substr(at + 1)};
}

} // namespace

runner setup_migrate_repair(flag_set& flags) {
    auto options = std::make_shared<migrate_repair_options>();
    add_action(flags, "--realign", kind::realign, "Accept the changed file of an applied migration",
               *options);
    add_action(flags, "--drop", kind::drop,
               "Remove the row of an applied migration whose file is gone", *options);
    add_action(flags, "--mark", kind::mark, "Record a migration as applied without running it",
               *options);
    add_action(flags, "--unmark", kind::unmark,
               "Record a migration as not applied without reverting it", *options);
    add_action(flags, "--done", kind::done, "Record the interrupted step as completed", *options);
    add_action(flags, "--redo", kind::redo, "Record that the interrupted step must run again",
               *options);
    flags
        .on_each(
            "--move",
            [&actions = options->actions](const std::string& value) {
                actions.push_back(read_move(value));
            },
            "Move the row of a renumbered migration to its new version")
        .value_name("OLD=NEW");
    add_dry_run_option(flags, options->dry_run);
    add_lock_wait_option(flags, *options);
    add_source_options(flags, *options);
    return [options](context& context) { return run_migrate_repair(*options, context); };
}

exit_code run_migrate_repair(const migrate_repair_options& options, context& context) {
    if (options.actions.empty()) {
        throw error(error_kind::usage, "repair needs at least one change")
            .with_hint("use --realign, --drop, --mark, --unmark, --done or --redo with a version, "
                       "or --move OLD=NEW; "
                       "`dunlin status` shows what is wrong");
    }
    change_permit permit(context, "correct the ledger of {}",
                         change_permit::early_unless(options.dry_run));
    return change_ledger(options, options.dry_run, permit, context,
                         [&](const auto& settings, const auto& listener) {
                             migrator::repair(settings, options.actions, options.dry_run, listener);
                         });
}

} // namespace dunlin::commands
