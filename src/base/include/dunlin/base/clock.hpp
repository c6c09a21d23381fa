// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin {

/// A point in time in UTC with PostgreSQL's resolution of one microsecond (manual, 8.5).
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// The present time of the system's clock.
timestamp now() noexcept;

/// RFC 3339 in UTC, with a fraction only when there is one: "2026-01-01T00:00:00Z",
/// "2026-01-01T00:00:00.25Z".
std::string format_utc(timestamp at);

/// "2026-01-01 01:00:00 CET": the system's local zone, whole seconds, for people at a terminal.
std::string format_local(timestamp at);

/// Reads RFC 3339 and PostgreSQL's ISO output ("2026-01-01 00:00:00.25+00", offsets of hours,
/// minutes, seconds; without an offset UTC; a date alone is midnight). nullopt when malformed or
/// not a real date. Years 0001 to 9999.
std::optional<timestamp> parse_timestamp(std::string_view text);

/// A duration for people: "850 us", "12 ms", "3.4 s", "2 min 05 s", "1 h 02 min".
std::string format_duration(std::chrono::microseconds duration);

/// Reads "500ms", "2s", "10min", "1h", "1d", "250us" and a bare number, which counts in
/// `default_unit`. PostgreSQL's unit names (manual, 20.1.1). nullopt when malformed, negative or
/// out of range.
std::optional<std::chrono::microseconds> parse_duration(std::string_view text,
                                                        std::chrono::microseconds default_unit);

} // namespace dunlin
