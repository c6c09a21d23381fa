// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/short_text.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

namespace dunlin {

std::string parse_short_text(std::string_view field, std::size_t max_length,
                             std::string_view text) {
    if (find_invalid_utf8(text)) {
        throw error(error_kind::usage, fmt::format("{}: not valid UTF-8", field));
    }
    const auto trimmed = trim_white_space(text);
    const auto count = character_count(trimmed);
    if (count < 1 || count > max_length) {
        throw error(error_kind::usage, fmt::format("{}: must have 1 to {} characters, not {}",
                                                   field, max_length, count));
    }
    if (has_control_character(trimmed)) {
        throw error(error_kind::usage,
                    fmt::format("{}: must not contain control characters", field));
    }
    return std::string(trimmed);
}

} // namespace dunlin
