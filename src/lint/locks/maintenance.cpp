// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

result refresh(const subject& s) {
    if (!s.is(kind::refresh) || s.action.concurrently) {
        return {};
    }
    return problem{
        fmt::format("blocks reads of {} while its query runs", s.table()),
        fmt::format("REFRESH MATERIALIZED VIEW CONCURRENTLY {};\n-- needs a unique index on the "
                    "view",
                    s.table())};
}

result vacuum_full(const subject& s) {
    if (!s.is(kind::vacuum) || !s.action.full) {
        return {};
    }
    const std::string table = s.action.object.name.empty() ? "every table" : s.table();
    return problem{fmt::format("blocks reads and writes of {} while it is rewritten", table),
                   s.action.object.name.empty() ? "VACUUM;" : fmt::format("VACUUM {};", table)};
}

result cluster(const subject& s) {
    if (!s.is(kind::cluster)) {
        return {};
    }
    const std::string table = s.action.object.name.empty() ? "every clustered table" : s.table();
    return problem{fmt::format("blocks reads and writes of {} while it is rewritten", table),
                   "Use pg_repack, or plan a maintenance window"};
}

result lock_table(const subject& s) {
    if (!s.is(kind::lock_table)) {
        return {};
    }
    constexpr int share = 5;
    const int mode = std::stoi(s.action.words.front());
    if (mode < share) {
        return {};
    }
    constexpr int access_exclusive = 8;
    return problem{fmt::format("blocks {} {} until the transaction ends",
                               mode == access_exclusive ? "reads and writes of" : "writes to",
                               s.table()),
                   "Lock the rows that matter with SELECT ... FOR UPDATE"};
}

constexpr std::array rule_table{
    rule{.id = "refresh-matview",
         .family = family::locks,
         .severity = severity::error,
         .summary = "REFRESH MATERIALIZED VIEW without CONCURRENTLY",
         .reason = "REFRESH takes an ACCESS EXCLUSIVE lock on the view for as long as its query "
                   "runs. CONCURRENTLY lets readers continue; it needs a unique index.",
         .manual = "sql-refreshmaterializedview.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad = "REFRESH MATERIALIZED VIEW widget_counts",
         .good = "REFRESH MATERIALIZED VIEW CONCURRENTLY widget_counts",
         .check = refresh},
    rule{.id = "vacuum-full",
         .family = family::locks,
         .severity = severity::error,
         .summary = "VACUUM FULL",
         .reason = "VACUUM FULL rewrites the whole table and its indexes under an ACCESS "
                   "EXCLUSIVE lock.",
         .manual = "sql-vacuum.html",
         .effect = {"", true, false},
         .bad = "VACUUM FULL widgets",
         .good = "VACUUM widgets",
         .check = vacuum_full},
    rule{.id = "cluster",
         .family = family::locks,
         .severity = severity::error,
         .summary = "CLUSTER",
         .reason = "CLUSTER rewrites the whole table and its indexes under an ACCESS EXCLUSIVE "
                   "lock.",
         .manual = "sql-cluster.html",
         .effect = {"ACCESS EXCLUSIVE", true, false},
         .bad = "CLUSTER widgets USING widgets_name_idx",
         .good = "ALTER TABLE widgets CLUSTER ON widgets_name_idx",
         .check = cluster},
    rule{.id = "lock-table",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "LOCK TABLE that blocks writes",
         .reason = "An explicit lock is held until the transaction ends, whatever follows it.",
         .manual = "sql-lock.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "LOCK TABLE widgets",
         .good = "LOCK TABLE widgets IN ROW EXCLUSIVE MODE",
         .check = lock_table},
};

} // namespace

std::span<const rule> maintenance_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
