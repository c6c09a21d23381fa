// SPDX-License-Identifier: MIT
#include "format/node_pg_migrate_name.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace dunlin::migrator {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::int64_t number(std::string_view digits) {
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<std::int64_t> milliseconds_of(std::string_view digits) {
    using namespace std::chrono;
    const year_month_day day{year(static_cast<int>(number(digits.substr(0, 4)))),
                             month(static_cast<unsigned>(number(digits.substr(4, 2)))),
                             std::chrono::day(static_cast<unsigned>(number(digits.substr(6, 2))))};
    const std::int64_t hours = number(digits.substr(8, 2));
    const std::int64_t minutes = number(digits.substr(10, 2));
    const std::int64_t seconds = number(digits.substr(12, 2));
    if (!day.ok() || hours > 23 || minutes > 59 || seconds > 59) {
        return std::nullopt;
    }
    const auto days = sys_days(day).time_since_epoch().count();
    return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + number(digits.substr(14));
}

/// The next letter, or number without its leading zeros; empty at the end.
std::string_view next_part(std::string_view& rest) {
    const auto counts = [](char c) {
        return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    rest.remove_prefix(
        static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), counts) - rest.begin()));
    if (rest.empty() || !is_digit(rest.front())) {
        const std::string_view letter = rest.substr(0, 1);
        rest.remove_prefix(letter.size());
        return letter;
    }
    const auto end = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) -
                                              rest.begin());
    std::string_view digits = rest.substr(0, end);
    rest.remove_prefix(end);
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return digits;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

std::strong_ordering compare_parts(std::string_view a, std::string_view b) {
    if (!a.empty() && !b.empty() && is_digit(a.front()) && is_digit(b.front())) {
        return a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
    }
    return (a.empty() ? '\0' : lower(a.front())) <=> (b.empty() ? '\0' : lower(b.front()));
}

} // namespace

std::optional<std::int64_t> node_pg_migrate_prefix(std::string_view name) {
    const auto end = static_cast<std::size_t>(std::find_if_not(name.begin(), name.end(), is_digit) -
                                              name.begin());
    if (end == 0 || end > 18) {
        return std::nullopt;
    }
    const std::string_view digits = name.substr(0, end);
    return digits.size() == 17 ? milliseconds_of(digits) : std::optional(number(digits));
}

std::strong_ordering compare_node_pg_migrate_names(std::string_view left, std::string_view right) {
    std::string_view a = left;
    std::string_view b = right;
    while (!a.empty() || !b.empty()) {
        const auto order = compare_parts(next_part(a), next_part(b));
        if (order != 0) {
            return order;
        }
    }
    // Small letters come before their capitals there.
    return right.compare(left) <=> 0;
}

} // namespace dunlin::migrator
