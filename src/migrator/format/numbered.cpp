// SPDX-License-Identifier: MIT
#include "format/numbered.hpp"

#include <algorithm>
#include <charconv>

namespace dunlin::migrator {

std::optional<numbered_name> read_numbered(std::string_view name) {
    const std::size_t end = name.find_first_not_of("0123456789");
    if (end == 0 || end == std::string_view::npos || name[end] != '_') {
        return std::nullopt;
    }
    return numbered_name{name.substr(0, end), name.substr(end + 1)};
}

std::string as_number(std::string_view digits, std::uint64_t highest) {
    std::uint64_t value = 0;
    const auto* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, value);
    const bool sound = parsed.ec == std::errc() && parsed.ptr == end && value <= highest;
    return sound ? std::to_string(value) : "";
}

std::string words_of(std::string_view name) {
    std::string text(name);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string_view without_suffix(std::string_view name, std::string_view ending) {
    return name.ends_with(ending) ? name.substr(0, name.size() - ending.size()) : name;
}

} // namespace dunlin::migrator
