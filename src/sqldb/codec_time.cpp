// SPDX-License-Identifier: MIT
#include "decode_error.hpp"

#include <dunlin/sqldb/codec.hpp>

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace dunlin::sqldb {
namespace {

constexpr timestamp first{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
constexpr timestamp past_last{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};

/// "2026-12-01" under DateStyle ISO, with any number of digits for the year (manual, 8.5.2).
std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
    constexpr std::string_view before_christ = " BC";
    const bool is_before_christ = text.ends_with(before_christ);
    text.remove_suffix(is_before_christ ? before_christ.size() : 0);
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto read = [&](auto& value, bool is_last) {
        const auto [rest, problem] = std::from_chars(at, end, value);
        const bool is_sound =
            problem == std::errc() && (is_last ? rest == end : rest != end && *rest == '-');
        at = rest + (is_last ? 0 : 1);
        return is_sound;
    };
    if (!read(year, false) || !read(month, false) || !read(day, true)) {
        return std::nullopt;
    }
    year = is_before_christ ? 1 - year : year;
    if (year < static_cast<int>(std::chrono::year::min()) ||
        year > static_cast<int>(std::chrono::year::max())) {
        return std::nullopt;
    }
    const auto date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return date.ok() ? std::optional(date) : std::nullopt;
}

} // namespace

std::string codec<std::chrono::year_month_day>::encode(const std::chrono::year_month_day& value) {
    if (!value.ok()) {
        throw error(error_kind::failed, "a date that does not exist cannot be sent");
    }
    const int year = static_cast<int>(value.year());
    return fmt::format("{:04}-{:02}-{:02}{}", year > 0 ? year : 1 - year,
                       static_cast<unsigned>(value.month()), static_cast<unsigned>(value.day()),
                       year > 0 ? "" : " BC");
}

std::chrono::year_month_day codec<std::chrono::year_month_day>::decode(std::string_view text) {
    if (const auto date = parse_date(text)) {
        return *date;
    }
    if (text == "infinity" || text == "-infinity") {
        throw error(error_kind::failed, "the date is " + std::string(text) + ", not a day")
            .with_hint("read it as text, or make it NULL with NULLIF(column, '" +
                       std::string(text) + "')");
    }
    fail_decoding("date within the years -32767 to 32767", text);
}

std::string codec<timestamp>::encode(const timestamp& value) {
    if (value < first || value >= past_last) {
        throw error(error_kind::failed, "a time outside the years 0001 to 9999 cannot be sent");
    }
    return format_utc(value);
}

timestamp codec<timestamp>::decode(std::string_view text) {
    const auto value = parse_timestamp(text);
    if (value) {
        return *value;
    }
    if (text == "infinity" || text == "-infinity") {
        throw error(error_kind::failed,
                    "the time is " + std::string(text) + ", not a point in time")
            .with_hint("read it as text, or make it NULL with NULLIF(column, '" +
                       std::string(text) + "')");
    }
    fail_decoding("time within the years 0001 to 9999", text);
}

} // namespace dunlin::sqldb
