// SPDX-License-Identifier: MIT
#pragma once

// Changes of the ledger by hand. {0} is the quoted schema, the others are quoted literals.
namespace dunlin::migrator::repair_sql {

inline constexpr auto realign = "UPDATE {0}.migrations SET checksum = {2}, content_checksum = {3}, "
                                "description = {4}, down_sql = {5} WHERE version = {1};";

/// The rank stays: it says when the migration ran.
inline constexpr auto move = "UPDATE {0}.migrations SET version = {2}, checksum = {3}, "
                             "content_checksum = {4}, description = {5}, down_sql = {6} WHERE "
                             "version = {1};";

inline constexpr auto drop = "DELETE FROM {0}.migrations WHERE version = {1};"
                             "DELETE FROM {0}.steps WHERE version = {1};";

inline constexpr auto mark =
    "INSERT INTO {0}.migrations (version, rank, description, kind, checksum, content_checksum, "
    "down_sql, duration_ms, tool) VALUES ({1}, {2}, {3}, '{4}', {5}, {6}, {7}, 0, 'dunlin');"
    "DELETE FROM {0}.steps WHERE version = {1};";

inline constexpr auto step_done = "UPDATE {0}.steps SET state = 'done', done_at = "
                                  "pg_catalog.clock_timestamp() WHERE version = {1} AND state = "
                                  "'intent';";

inline constexpr auto step_redo = "DELETE FROM {0}.steps WHERE version = {1} AND state = 'intent';";

} // namespace dunlin::migrator::repair_sql
