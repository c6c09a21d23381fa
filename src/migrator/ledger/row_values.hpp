// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/sqldb/result.hpp>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace dunlin::migrator {

/// A bigint of a row that was read; 0 for NULL.
inline std::int64_t number_in(const sqldb::row& from, std::size_t index) {
    const std::string_view text = from.text(index);
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// A double precision of a row that was read; nullopt for NULL, infinity and NaN.
inline std::optional<double> double_in(const sqldb::row& from, std::size_t index) {
    const std::string_view text = from.text(index);
    double value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    return parsed.ec == std::errc() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// The whole number nearest to a double precision; 0 where there is none.
inline std::int64_t rounded_in(const sqldb::row& from, std::size_t index) {
    constexpr double limit = 1e18;
    const double value = double_in(from, index).value_or(0);
    return std::abs(value) < limit ? std::llround(value) : 0;
}

/// Seconds since 1970, with a fraction. What is in no year from 1 to 9999 (infinity, 294276) is
/// not known: only the table of a ledger could hold it.
inline timestamp time_in(const sqldb::row& from, std::size_t index) {
    constexpr double first = -62135596800;
    constexpr double end = 253402300800;
    const auto seconds = double_in(from, index);
    if (!seconds || *seconds < first || *seconds >= end) {
        return {};
    }
    return timestamp(std::chrono::microseconds(std::llround(*seconds * 1e6)));
}

} // namespace dunlin::migrator
