// SPDX-License-Identifier: MIT
#include "generator/allowed_ranges.hpp"

#include "generator/column_hints.hpp"

#include <algorithm>
#include <optional>

namespace dunlin::seeder {
namespace {

void clamp(ordinal_ranges& ranges, std::int64_t low, std::int64_t high) {
    for (auto& range : ranges) {
        range.first = std::max(range.first, low);
        range.second = std::min(range.second, high);
    }
    std::erase_if(ranges, [](const auto& range) { return range.first > range.second; });
}

void exclude(ordinal_ranges& ranges, std::int64_t number) {
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const auto range = ranges[i];
        if (range.first <= number && number <= range.second) {
            ranges[i].second = number - 1;
            ranges.insert(ranges.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                          {number + 1, range.second});
            break;
        }
    }
    std::erase_if(ranges, [](const auto& range) { return range.first > range.second; });
}

std::optional<std::int64_t> tightest_bound(const ordinal_type& type,
                                           const std::vector<rule_bound>& bounds, bool is_low) {
    std::optional<std::int64_t> best;
    for (const auto& bound : bounds) {
        auto number = type.parse(bound.value, is_low);
        if (!number) {
            continue;
        }
        // An exclusive bound excludes its value, but not the number to which it was rounded.
        if (!bound.inclusive && type.parse(bound.value, !is_low) == number) {
            *number += is_low ? 1 : -1;
        }
        best = !best ? *number : is_low ? std::max(*best, *number) : std::min(*best, *number);
    }
    return best;
}

std::pair<std::int64_t, std::int64_t> range_of(const ordinal_type& type, const rule_window& window,
                                               std::pair<std::int64_t, std::int64_t> suggested) {
    const auto low = tightest_bound(type, window.low, true);
    const auto high = tightest_bound(type, window.high, false);
    const std::int64_t width = suggested.second - suggested.first;
    if (low && high) {
        return {*low, *high};
    }
    if (low) {
        return {std::max(*low, suggested.first), *low <= suggested.second
                                                     ? suggested.second
                                                     : std::min(type.max_value, *low + width)};
    }
    if (high) {
        return {*high >= suggested.first ? suggested.first
                                         : std::max(type.min_value, *high - width),
                std::min(*high, suggested.second)};
    }
    return suggested;
}

} // namespace

ordinal_ranges allowed_ranges(const ordinal_type& type, const value_rule& rule,
                              std::string_view column_name, bool wide) {
    auto suggested = suggest_range(type, column_name);
    if (wide) {
        suggested.second = type.max_value;
    }
    ordinal_ranges ranges;
    for (const auto& window : rule.windows) {
        ranges.push_back(range_of(type, window, suggested));
    }
    if (ranges.empty()) {
        ranges.push_back(range_of(type, rule.window, suggested));
    } else {
        clamp(ranges, tightest_bound(type, rule.window.low, true).value_or(type.min_value),
              tightest_bound(type, rule.window.high, false).value_or(type.max_value));
    }
    clamp(ranges, type.min_value, type.max_value);
    std::ranges::sort(ranges);
    for (const auto& value : rule.excluded) {
        if (const auto number = type.parse(value, true)) {
            exclude(ranges, *number);
        }
    }
    return ranges;
}

} // namespace dunlin::seeder
