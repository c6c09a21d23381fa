// SPDX-License-Identifier: MIT
#include "generator/ordinal.hpp"

#include <dunlin/base/clock.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>

namespace dunlin::seeder {
namespace {

constexpr std::int64_t seconds_a_day = 86400;
constexpr std::int64_t first_day = -719162; ///< 0001-01-01
constexpr std::int64_t last_day = 2932896;  ///< 9999-12-31

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) {
        power *= 10;
    }
    return power;
}

void append_padded(std::string& out, std::int64_t number, int digits) {
    std::string text = std::to_string(number);
    if (static_cast<int>(text.size()) < digits) {
        out.append(static_cast<std::size_t>(digits) - text.size(), '0');
    }
    out += text;
}

void append_date(std::string& out, std::int64_t days) {
    const std::chrono::year_month_day date(
        std::chrono::sys_days(std::chrono::days(static_cast<int>(days))));
    append_padded(out, static_cast<int>(date.year()), 4);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.day()), 2);
}

void append_time(std::string& out, std::int64_t seconds) {
    append_padded(out, seconds / 3600, 2);
    out += ':';
    append_padded(out, seconds / 60 % 60, 2);
    out += ':';
    append_padded(out, seconds % 60, 2);
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

/// A decimal text times a power of ten, rounded up or down to a whole number.
std::optional<std::int64_t> scaled(std::string_view text, int scale, bool upward) {
    const bool negative = text.starts_with('-');
    if (negative) {
        text.remove_prefix(1);
    }
    const std::size_t point = text.find('.');
    const std::string_view head = text.substr(0, point);
    const std::string_view tail =
        point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    std::int64_t value = 0;
    const auto end = std::from_chars(head.data(), head.data() + head.size(), value);
    if (end.ec != std::errc() || end.ptr != head.data() + head.size() ||
        tail.find_first_not_of("0123456789") != std::string_view::npos ||
        value > std::numeric_limits<std::int64_t>::max() / power_of_ten(scale) - 1) {
        return std::nullopt;
    }
    bool rest = false;
    for (int i = 0; i < scale; ++i) {
        const auto at = static_cast<std::size_t>(i);
        value = value * 10 + (at < tail.size() ? tail[at] - '0' : 0);
    }
    if (tail.size() > static_cast<std::size_t>(scale)) {
        rest = tail.substr(static_cast<std::size_t>(scale)).find_first_not_of('0') !=
               std::string_view::npos;
    }
    if (rest && upward != negative) {
        ++value;
    }
    return negative ? -value : value;
}

std::optional<std::int64_t> seconds_of_day(std::string_view text) {
    const auto at = parse_timestamp("2000-01-01 " + std::string(text));
    if (!at) {
        return std::nullopt;
    }
    const auto day = std::chrono::floor<std::chrono::days>(*at);
    return std::chrono::floor<std::chrono::seconds>(*at - day).count();
}

} // namespace

std::optional<std::int64_t> ordinal_type::parse(std::string_view text, bool upward) const {
    switch (base) {
    case base_type::integer:
    case base_type::decimal:
        return scaled(text, scale, upward);
    case base_type::time:
        return seconds_of_day(text);
    case base_type::interval:
        return std::nullopt;
    case base_type::date:
    case base_type::timestamp:
    case base_type::timestamp_tz:
        break;
    }
    const auto at = parse_timestamp(text);
    if (!at) {
        return std::nullopt;
    }
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at->time_since_epoch()).count();
    return base == base_type::date ? floor_divide(seconds, seconds_a_day) : seconds;
}

void ordinal_type::append(std::string& out, std::int64_t number) const {
    switch (base) {
    case base_type::integer: {
        char digits[24];
        out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
        return;
    }
    case base_type::decimal: {
        const std::int64_t unit = power_of_ten(scale);
        if (number < 0) {
            out += '-';
            number = -number;
        }
        out += std::to_string(number / unit);
        if (scale > 0) {
            out += '.';
            append_padded(out, number % unit, scale);
        }
        return;
    }
    case base_type::date:
        append_date(out, number);
        return;
    case base_type::time:
        append_time(out, number);
        return;
    case base_type::interval:
        out += std::to_string(number) + " seconds";
        return;
    case base_type::timestamp:
    case base_type::timestamp_tz: {
        const std::int64_t day = floor_divide(number, seconds_a_day);
        append_date(out, day);
        out += ' ';
        append_time(out, number - day * seconds_a_day);
        out += base == base_type::timestamp_tz ? "+00" : "";
        return;
    }
    }
}

std::string ordinal_type::text(std::int64_t number) const {
    std::string out;
    append(out, number);
    return out;
}

std::optional<ordinal_type> ordinal_of(const type_shape& type) {
    using base_type = ordinal_type::base_type;
    const std::string_view name = type.name;
    if (name == "int2") {
        return ordinal_type{base_type::integer, 0, -32768, 32767};
    }
    if (name == "int4") {
        return ordinal_type{base_type::integer, 0, -2147483648LL, 2147483647LL};
    }
    constexpr std::int64_t huge = 4'000'000'000'000'000'000;
    if (name == "int8") {
        return ordinal_type{base_type::integer, 0, -huge, huge};
    }
    if (name == "oid") {
        return ordinal_type{base_type::integer, 0, 0, 4294967295LL};
    }
    if (name == "numeric") {
        // The modifier holds precision and scale (server: numeric.c, make_numeric_typmod).
        const int precision = type.modifier < 4 ? 14 : ((type.modifier - 4) >> 16) & 0xFFFF;
        const int scale = type.modifier < 4 ? 2 : (type.modifier - 4) & 0x7FF;
        if (scale > 15) {
            return std::nullopt;
        }
        const std::int64_t limit = power_of_ten(std::min(precision, 17)) - 1;
        return ordinal_type{base_type::decimal, scale, -limit, limit};
    }
    if (name == "float4") {
        return ordinal_type{base_type::decimal, 2, -999999, 999999};
    }
    if (name == "float8" || name == "money") {
        return ordinal_type{base_type::decimal, name == "money" ? 2 : 4, -99999999999999,
                            99999999999999};
    }
    if (name == "date") {
        return ordinal_type{base_type::date, 0, first_day, last_day};
    }
    if (name == "time" || name == "timetz") {
        return ordinal_type{base_type::time, 0, 0, seconds_a_day - 1};
    }
    if (name == "timestamp" || name == "timestamptz") {
        return ordinal_type{name == "timestamp" ? base_type::timestamp : base_type::timestamp_tz, 0,
                            first_day * seconds_a_day, last_day * seconds_a_day};
    }
    if (name == "interval") {
        return ordinal_type{base_type::interval, 0, 0, 100LL * 365 * seconds_a_day};
    }
    return std::nullopt;
}

} // namespace dunlin::seeder
