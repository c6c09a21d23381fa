// SPDX-License-Identifier: MIT
#include "ledger/row_values.hpp"
#include "open_ledger.hpp"

#include <dunlin/migrator/events.hpp>
#include <dunlin/migrator/version.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

/// {0} the quoted schema. Two events of one moment are in the order in which they were written.
constexpr auto select_events = R"(
SELECT pg_catalog.date_part('epoch', at), actor, action, version, detail FROM {0}.events
 ORDER BY at DESC, ctid DESC)";

std::vector<event> read_own(const std::string& schema, sqldb::connection& db) {
    std::vector<event> events;
    const auto rows = db.run(fmt::format(select_events, db.quote_identifier(schema)), {});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const sqldb::row row = rows[i];
        events.push_back({time_in(row, 0), std::string(row.text(1)), std::string(row.text(2)),
                          std::string(row.text(3)), std::string(row.text(4))});
    }
    return events;
}

bool is_newer(const event& left, const event& right) {
    return left.at > right.at;
}

/// The events of another tool's history: what is applied, and what dunlin's own tables have.
std::vector<event> events_of(const ledger_state& recorded, std::vector<event> own) {
    std::vector<ledger_row> rows = recorded.rows;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& left, const auto& right) { return left.rank > right.rank; });
    for (const ledger_row& row : rows) {
        own.push_back({row.applied_at, row.applied_by, "up", row.version, ""});
    }
    std::stable_sort(own.begin(), own.end(), is_newer);
    return own;
}

event_log read_all(const settings& settings, sqldb::connection& db) {
    ledger_options own_options = settings.ledger;
    own_options.tool = "dunlin";
    const auto own = make_ledger(own_options);
    // It also refuses tables that cannot be trusted.
    std::vector<event> events =
        own->read(db, {}).exists ? read_own(settings.ledger.schema, db) : std::vector<event>();
    const bool may_be_other = settings.ledger.tool != "dunlin";
    if (!may_be_other || (settings.ledger.tool.empty() && !events.empty())) {
        return {std::string(own->tool()), own->table(), std::move(events)};
    }
    const opened_ledger opened = open_ledger(settings, read_files(settings), db, nullptr);
    if (opened.own_ledger) {
        events = events_of(opened.recorded, std::move(events));
    }
    return {std::string(opened.ledger->tool()), opened.ledger->table(), std::move(events)};
}

bool is_of_version(const event& event, const std::string& version) {
    return event.version == version || (is_version(event.version) && is_version(version) &&
                                        compare_versions(event.version, version) == 0);
}

} // namespace

event_log read_events(const settings& settings, const event_filter& filter) {
    sqldb::connection db(settings.database);
    event_log log = read_all(settings, db);
    std::erase_if(log.events, [&](const event& event) {
        return (!filter.version.empty() && !is_of_version(event, filter.version)) ||
               (!filter.action.empty() && event.action != filter.action);
    });
    log.is_limited = filter.limit && log.events.size() > *filter.limit;
    if (log.is_limited) {
        log.events.resize(*filter.limit);
    }
    return log;
}

} // namespace dunlin::migrator
