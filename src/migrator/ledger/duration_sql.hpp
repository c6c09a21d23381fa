// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// The column of the row that a recording statement returns: the milliseconds that it recorded, so
/// that a run reports the same.
inline constexpr std::string_view duration_column = "dunlin_duration_ms";

/// SQL for the whole milliseconds that a migration took, rounded up. `before`: how long it took
/// until the message that holds this was sent, as SQL; to that the time since the message arrived
/// is added. Without it, in a script for psql, the time since the transaction began.
std::string duration_sql(std::optional<std::string> before);
/// The same for a number.
std::string duration_sql(std::optional<std::chrono::milliseconds> before);

/// " RETURNING ..." of an expression in milliseconds.
std::string returning_duration(std::string_view milliseconds);
/// The same where there is a `before`, else nothing.
std::string returning_duration(std::optional<std::chrono::milliseconds> before,
                               std::string_view milliseconds);

} // namespace dunlin::migrator
