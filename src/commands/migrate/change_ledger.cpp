// SPDX-License-Identifier: MIT
#include "migrate/change_ledger.hpp"

#include "migrate/observer.hpp"
#include "shared/write_target.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

namespace dunlin::commands {
namespace {

void write_json(const std::vector<std::string>& changes, bool dry_run, context& context) {
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1);
    write_target(json, context);
    json.member("dry_run", dry_run).key("changes").begin_array();
    for (const auto& change : changes) {
        json.value(change);
    }
    json.end_array().end_object();
}

void print_summary(bool dry_run, context& context) {
    const std::string target = to_string(context.target());
    context.info(
        dry_run ? fmt::format("nothing was changed in {}; without --dry-run it would be", target)
                : fmt::format("corrected the ledger of {}, recorded in its events", target));
}

} // namespace

exit_code change_ledger(const migrate_options& options, bool dry_run, change_permit& permit,
                        context& context,
                        const std::function<void(const migrator::settings&,
                                                 const migrator::repair_listener&)>& change) {
    migrator::settings settings = migrator_settings(options, context);
    ask_before_change(settings, permit);
    const auto observer = make_observer(context);
    settings.watcher = observer.get();
    std::vector<std::string> changes;
    change(settings, [&](std::string_view sentence) {
        changes.emplace_back(sentence);
        if (!context.json()) {
            context.info(sentence);
        }
    });
    context.json() ? write_json(changes, dry_run, context) : print_summary(dry_run, context);
    return exit_code::done;
}

} // namespace dunlin::commands
