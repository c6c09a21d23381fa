// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::migrator::adopt_sql {

/// {0} the quoted schema; the others are quoted literals or NULL, {2} and {9} numbers.
inline constexpr auto insert_row = R"(
INSERT INTO {0}.migrations (version, rank, description, kind, checksum, content_checksum, down_sql,
                            applied_at, applied_by, duration_ms, tool)
VALUES ({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {10}, {9}, {11});)";

} // namespace dunlin::migrator::adopt_sql
