// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/migrator/settings.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::migrator {

/// Something that happened to a database: a migration was applied or reverted, the ledger was
/// corrected.
struct event {
    timestamp at; ///< the epoch: not known
    std::string actor;
    std::string action;  ///< "up", "down", "baseline", "adopt", "repair", "fail", "protect"
    std::string version; ///< empty: none
    std::string detail;  ///< empty: none
};

struct event_filter {
    std::string version; ///< empty: all
    std::string action;  ///< empty: all
    std::optional<std::size_t> limit;
};

struct event_log {
    std::string tool;  ///< that keeps the history
    std::string table; ///< its table, for people
    std::vector<event> events;
    bool is_limited = false; ///< there were more than the limit
};

/// The events that a database records, newest first. Another tool's table has no events, only the
/// migrations that are applied now; each is one, beside those of dunlin's own tables. Reads the
/// files only where dunlin's own tables record nothing.
event_log read_events(const settings& settings, const event_filter& filter);

} // namespace dunlin::migrator
