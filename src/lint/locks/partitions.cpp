// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

result detach(const subject& s) {
    if (!s.is(kind::detach_partition) || s.action.concurrently) {
        return {};
    }
    const std::string partition = sqltext::quote_name(*s.action.parent);
    return problem{
        fmt::format("blocks reads and writes of {} and of {}, behind every query that is running "
                    "on them",
                    s.table(), partition),
        alter_table(s.action.object, fmt::format("DETACH PARTITION {} CONCURRENTLY", partition))};
}

bool has_check(const subject& s, const object_name& table) {
    return std::any_of(s.earlier().begin(), s.earlier().end(), [&](const script_action& earlier) {
        return earlier.action.kind == kind::add_constraint &&
               earlier.action.constraint->type == sqltext::constraint_type::check &&
               may_be_same(earlier.action.object, table);
    });
}

result attach(const subject& s) {
    if (!s.is(kind::attach_partition) || s.is_new(*s.action.parent) ||
        has_check(s, *s.action.parent)) {
        return {};
    }
    const std::string partition = sqltext::quote_name(*s.action.parent);
    return problem{
        fmt::format("blocks reads and writes of {} while all its rows are read, unless a valid "
                    "check shows that they fit the bounds",
                    partition),
        fmt::format("ALTER TABLE {} ADD CONSTRAINT fits_bounds CHECK (the bounds) NOT VALID and, "
                    "in a later migration, VALIDATE CONSTRAINT fits_bounds; then attach it",
                    partition)};
}

result partition_of(const subject& s) {
    if (!s.is(kind::create_table) || !s.action.is_partition || s.is_new(*s.action.parent)) {
        return {};
    }
    const std::string parent = sqltext::quote_name(*s.action.parent);
    const auto tail = s.sql.find("FOR VALUES");
    return problem{
        fmt::format("blocks reads and writes of {} until the transaction ends, whereas ATTACH "
                    "PARTITION blocks neither",
                    parent),
        tail == std::string_view::npos
            ? fmt::format("CREATE TABLE {} (LIKE {} INCLUDING ALL) and attach it", s.table(),
                          parent)
            : fmt::format("CREATE TABLE {} (LIKE {} INCLUDING ALL);\nALTER TABLE {} ATTACH "
                          "PARTITION {} {};",
                          s.table(), parent, parent, s.table(), s.sql.substr(tail))};
}

constexpr std::array rule_table{
    rule{.id = "detach-partition",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "DETACH PARTITION without CONCURRENTLY",
         .reason = "DETACH PARTITION takes an ACCESS EXCLUSIVE lock on the partitioned table. "
                   "CONCURRENTLY takes a lock that blocks neither reads nor writes; it cannot be "
                   "used when there is a default partition.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE events DETACH PARTITION events_2025",
         .good = "ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY",
         .check = detach,
         .first_version = 14},
    rule{.id = "attach-partition-scan",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "ATTACH PARTITION that reads the partition",
         .reason = "ATTACH PARTITION reads the new partition under an ACCESS EXCLUSIVE lock on it, "
                   "unless a valid check implies the bounds. The partitioned table stays usable.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO "
                "('2028-01-01')",
         .good =
             "ALTER TABLE events_2027 ADD CONSTRAINT fits_bounds CHECK (day IS NOT NULL AND day "
             ">= '2027-01-01' AND day < '2028-01-01') NOT VALID; COMMIT; ALTER TABLE "
             "events_2027 VALIDATE CONSTRAINT fits_bounds; ALTER TABLE events ATTACH PARTITION "
             "events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
         .check = attach},
    rule{.id = "partition-of-vs-attach",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "CREATE TABLE ... PARTITION OF",
         .reason = "CREATE TABLE ... PARTITION OF takes an ACCESS EXCLUSIVE lock on the "
                   "partitioned table; attaching a new table takes SHARE UPDATE EXCLUSIVE.",
         .manual = "sql-createtable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "CREATE TABLE events_2028 PARTITION OF events FOR VALUES FROM ('2028-01-01') TO "
                "('2029-01-01')",
         .good = "CREATE TABLE events_2028 (LIKE events INCLUDING ALL); ALTER TABLE events ATTACH "
                 "PARTITION events_2028 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')",
         .check = partition_of,
         .first_version = 12},
};

} // namespace

std::span<const rule> partition_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
