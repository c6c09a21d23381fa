// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/sqldb/result.hpp>

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dunlin::migrator {

/// A bigint of a row that was read; 0 for NULL.
inline std::int64_t number_in(const sqldb::row& from, std::size_t index) {
    const std::string_view text = from.text(index);
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Microseconds since 1970.
inline timestamp time_in(const sqldb::row& from, std::size_t index) {
    return timestamp(std::chrono::microseconds(number_in(from, index)));
}

} // namespace dunlin::migrator
