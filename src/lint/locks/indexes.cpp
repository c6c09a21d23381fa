// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

result not_concurrent(const subject& s) {
    // ON ONLY is for a partitioned table, whose partitions get their indexes one by one.
    if (!s.is(kind::create_index) || s.action.concurrently || s.action.only) {
        return {};
    }
    return problem{fmt::format("blocks writes to {} until the index is built", s.table()),
                   with_word_after(s.sql, "INDEX", "CONCURRENTLY")};
}

result drop_not_concurrent(const subject& s) {
    if (!s.drops(object_type::index) || s.action.concurrently || s.action.cascade) {
        return {};
    }
    return problem{fmt::format("blocks reads and writes of the table of {}, behind every query "
                               "that is running on it",
                               s.table()),
                   fmt::format("DROP INDEX CONCURRENTLY {}{};",
                               s.action.if_exists ? "IF EXISTS " : "", s.table())};
}

result reindex_not_concurrent(const subject& s) {
    if (!s.is(kind::reindex) || s.action.concurrently) {
        return {};
    }
    const bool is_index = s.action.type == object_type::index;
    const bool is_table = s.action.type == object_type::table;
    return problem{
        fmt::format("blocks writes, and reads that would use the index, while {} is rebuilt",
                    s.action.object.name.empty() ? "each index" : s.table()),
        is_index || is_table
            ? fmt::format("REINDEX {} CONCURRENTLY {};", is_index ? "INDEX" : "TABLE", s.table())
            : "REINDEX each index CONCURRENTLY, one statement for each"};
}

result hides_invalid(const subject& s) {
    if (!s.is(kind::create_index) || !s.action.concurrently || !s.action.if_not_exists) {
        return {};
    }
    const auto drops_it_first = [&](const script_action& earlier) {
        return earlier.action.kind == kind::drop && earlier.action.type == object_type::index &&
               earlier.action.object.name == s.action.name;
    };
    if (std::any_of(s.earlier().begin(), s.earlier().end(), drops_it_first)) {
        return {};
    }
    const object_name index{s.action.object.schema, s.action.name};
    return problem{fmt::format("succeeds without building anything if an invalid index {} is "
                               "left of an interrupted build",
                               sqltext::quote_name(s.action.name)),
                   fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n{};",
                               sqltext::quote_name(index), s.sql)};
}

bool is_concurrent(const action& action) {
    return action.concurrently &&
           (action.kind == kind::create_index || action.kind == kind::reindex ||
            (action.kind == kind::drop && action.type == object_type::index));
}

result with_lock_timeout(const subject& s) {
    if (!is_concurrent(s.action)) {
        return {};
    }
    std::string timeout;
    for (const script_action& earlier : s.earlier()) {
        if (earlier.action.kind == kind::set_variable && earlier.action.name == "lock_timeout") {
            timeout = earlier.action.new_name;
        }
    }
    if (timeout.empty() || timeout == "0") {
        return {};
    }
    return problem{fmt::format("waits for older transactions, which counts against lock_timeout "
                               "({}), and leaves an invalid index when that ends it",
                               timeout),
                   fmt::format("SET lock_timeout = 0;\n{};", s.sql)};
}

constexpr std::array rule_table{
    rule{.id = "index-not-concurrent",
         .family = family::locks,
         .severity = severity::error,
         .summary = "CREATE INDEX without CONCURRENTLY",
         .reason = "CREATE INDEX takes a SHARE lock: no row can be inserted, updated or deleted "
                   "until the whole table was read and the index is built.",
         .manual = "sql-createindex.html",
         .effect = {"SHARE", false, true},
         .bad = "CREATE INDEX widgets_note_idx ON widgets (note)",
         .good = "CREATE INDEX CONCURRENTLY widgets_note_idx ON widgets (note)",
         .check = not_concurrent},
    rule{.id = "drop-index-not-concurrent",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "DROP INDEX without CONCURRENTLY",
         .reason = "DROP INDEX takes an ACCESS EXCLUSIVE lock on the table. While it waits for "
                   "running queries, all others wait behind it.",
         .manual = "sql-dropindex.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "DROP INDEX widgets_name_idx",
         .good = "DROP INDEX CONCURRENTLY widgets_name_idx",
         .check = drop_not_concurrent},
    rule{.id = "reindex-not-concurrent",
         .family = family::locks,
         .severity = severity::error,
         .summary = "REINDEX without CONCURRENTLY",
         .reason = "REINDEX takes a SHARE lock on the table and an ACCESS EXCLUSIVE lock on the "
                   "index, so that writes and most reads wait until the index is built.",
         .manual = "sql-reindex.html",
         .effect = {"SHARE", false, true},
         .bad = "REINDEX TABLE widgets",
         .good = "REINDEX TABLE CONCURRENTLY widgets",
         .check = reindex_not_concurrent,
         .first_version = 12},
    rule{.id = "if-not-exists-hides-invalid-index",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "CREATE INDEX CONCURRENTLY IF NOT EXISTS",
         .reason = "An interrupted CREATE INDEX CONCURRENTLY leaves an invalid index. IF NOT "
                   "EXISTS takes it for the index that is wanted, and no query will use it.",
         .manual = "sql-createindex.html",
         .bad = "CREATE INDEX CONCURRENTLY IF NOT EXISTS widgets_name_idx ON widgets (name)",
         .good = "CREATE INDEX CONCURRENTLY widgets_note_idx ON widgets (note)",
         .check = hides_invalid},
    rule{.id = "short-lock-timeout-on-concurrent-index",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "lock_timeout during CREATE INDEX CONCURRENTLY",
         .reason = "CONCURRENTLY waits for older transactions without blocking anybody. "
                   "lock_timeout ends that wait and leaves an invalid index.",
         .manual = "runtime-config-client.html",
         .bad = "SET lock_timeout = '2s'; CREATE INDEX CONCURRENTLY widgets_note_idx ON widgets "
                "(note)",
         .good = "SET lock_timeout = 0; CREATE INDEX CONCURRENTLY widgets_note_idx ON widgets "
                 "(note)",
         .check = with_lock_timeout},
};

} // namespace

std::span<const rule> index_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
