// SPDX-License-Identifier: MIT
#include "migrate/history.hpp"

#include "shared/output_values.hpp"
#include "shared/record_table.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

using enum column_visibility;
using output::value_kind;
using text = std::optional<std::string>;
using event_ref = const migrator::event&;

text time_of(event_ref event, time_formatter format) {
    return is_known(event.at) ? text(format(event.at)) : std::nullopt;
}

// clang-format off
constexpr record_column<migrator::event> columns[] = {
    {"at", value_kind::timestamp_tz, false, "timestamptz", always, time_of},
    {"actor", value_kind::text, false, "text", always, [](event_ref e, time_formatter) { return text_or_null(e.actor); }},
    {"action", value_kind::text, false, "text", always, [](event_ref e, time_formatter) -> text { return e.action; }},
    {"version", value_kind::text, false, "text", always, [](event_ref e, time_formatter) { return text_or_null(e.version); }},
    {"detail", value_kind::text, false, "text", always, [](event_ref e, time_formatter) { return text_or_null(e.detail); }},
};
// clang-format on

void print_source(const migrator::event_log& log, context& context) {
    if (log.tool != "dunlin") {
        context.info(fmt::format("{} keeps no events: \"up\" is each migration of {} that is "
                                 "applied now",
                                 log.tool, log.table));
    }
}

} // namespace

runner setup_migrate_history(flag_set& flags) {
    auto options = std::make_shared<migrate_history_options>();
    flags.add("version", options->filter.version, "Show the events of VERSION only")
        .value_name("VERSION");
    flags
        .add("--action", options->filter.action,
             "Show events of this action only: up, down, baseline, adopt, repair, fail or protect")
        .value_name("ACTION")
        .one_of({"up", "down", "baseline", "adopt", "repair", "fail", "protect"});
    flags.add("--limit", options->filter.limit, "Show the newest COUNT events (default: all)")
        .value_name("COUNT")
        .positive();
    add_source_options(flags, *options);
    return [options](context& context) { return run_migrate_history(*options, context); };
}

exit_code run_migrate_history(const migrate_history_options& options, context& context) {
    auto log = migrator::read_events(migrator_settings(options, context), options.filter);
    for (migrator::event& event : log.events) {
        event.detail = context.without_secrets(event.detail);
    }
    record_table<migrator::event> rows(context, context.format(output::format::table),
                                       context.out(), columns, {});
    rows.write_all(log.events);
    output::row_extras extras;
    extras.truncated = log.is_limited;
    rows.finish(extras);
    if (!context.json()) {
        context.out().flush();
        print_source(log, context);
    }
    return exit_code::done;
}

} // namespace dunlin::commands
