// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/label.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

namespace dunlin {

std::string parse_label(std::string_view field, std::size_t longest, std::string_view text) {
    if (find_invalid_utf8(text)) {
        throw error(error_kind::usage, fmt::format("{}: not valid UTF-8", field));
    }
    const auto trimmed = trim_white_space(text);
    const auto count = character_count(trimmed);
    if (count < 1 || count > longest) {
        throw error(error_kind::usage,
                    fmt::format("{}: must have 1 to {} characters, not {}", field, longest, count));
    }
    if (has_control_character(trimmed)) {
        throw error(error_kind::usage, fmt::format("{}: must not hold control characters", field));
    }
    return std::string(trimmed);
}

} // namespace dunlin
