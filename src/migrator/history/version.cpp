// SPDX-License-Identifier: MIT
#include <dunlin/migrator/version.hpp>

#include <algorithm>

namespace dunlin::migrator {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Takes the next number off the front, without its leading zeros.
std::string_view next_number(std::string_view& rest) noexcept {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    std::string_view number = rest.substr(0, dot);
    rest.remove_prefix(std::min(dot + 1, rest.size()));
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    return number;
}

} // namespace

bool is_version(std::string_view text) noexcept {
    bool after_digit = false;
    for (const char c : text) {
        if (!is_digit(c) && !(c == '.' && after_digit)) {
            return false;
        }
        after_digit = is_digit(c);
    }
    return after_digit;
}

std::strong_ordering compare_versions(std::string_view left, std::string_view right) noexcept {
    while (!left.empty() && !right.empty()) {
        const std::string_view a = next_number(left);
        const std::string_view b = next_number(right);
        const auto order = a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
        if (order != 0) {
            return order;
        }
    }
    return left.size() <=> right.size();
}

} // namespace dunlin::migrator
