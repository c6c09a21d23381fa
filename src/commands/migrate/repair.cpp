// SPDX-License-Identifier: MIT
#include "migrate/repair.hpp"

#include "migrate/messages.hpp"
#include "shared/change_permit.hpp"
#include "shared/write_target.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

using kind = migrator::repair_action::kind;

void add_action(flag_set& flags, const char* flag, kind what, const char* help,
                migrate_repair_options& into) {
    flags
        .on_each(
            flag,
            [what, &into](const std::string& version) {
                into.actions.push_back({what, version});
            },
            help)
        .value_name("VERSION");
}

} // namespace

migrator::repair_listener repair_talk::listener() {
    return [this](std::string_view sentence) {
        changes_.emplace_back(sentence);
        if (!context_.json()) {
            context_.info(sentence);
        }
    };
}

void repair_talk::finish() {
    if (context_.json()) {
        output::json_writer json(context_.out());
        json.begin_object().member("schema", 1);
        write_target(json, context_);
        json.member("dry_run", only_shown_).key("changes");
        json.begin_array();
        for (const auto& each : changes_) {
            json.value(each);
        }
        json.end_array().end_object();
        return;
    }
    context_.info(only_shown_
                      ? fmt::format("nothing was changed in {}", to_string(context_.target()))
                      : fmt::format("corrected the ledger of {}, recorded in its events",
                                    to_string(context_.target())));
}

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
    add_action(flags, "--redo", kind::redo, "Run the interrupted step again", *options);
    add_dry_run_option(flags, options->dry_run);
    add_lock_wait_option(flags, *options);
    add_source_options(flags, *options);
    return [options](context& context) { return run_migrate_repair(*options, context); };
}

exit_code run_migrate_repair(const migrate_repair_options& options, context& context) {
    if (options.actions.empty()) {
        throw error(error_kind::usage, "repair needs at least one change")
            .with_hint("use --realign, --drop, --mark, --unmark, --done or --redo with a version; "
                       "`dunlin status` shows what is wrong");
    }
    change_permit permit(context, "correct the ledger of {}",
                         change_permit::early_unless(options.dry_run));
    migrator::settings how = migrator_settings(options, context);
    ask_before_change(how, permit);
    const auto watcher = make_observer(context);
    how.watcher = watcher.get();
    repair_talk messages(options.dry_run, context);
    migrator::repair(how, options.actions, options.dry_run, messages.listener());
    messages.finish();
    return exit_code::done;
}

} // namespace dunlin::commands
