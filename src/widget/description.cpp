// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/widget/description.hpp>

#include <fmt/format.h>

namespace dunlin::widget {

description description::parse(std::string_view text) {
    if (find_invalid_utf8(text)) {
        throw error(error_kind::usage, "description: not valid UTF-8");
    }
    const auto count = character_count(text);
    if (count > max_length) {
        throw error(
            error_kind::usage,
            fmt::format("description: must have at most {} characters, not {}", max_length, count));
    }
    return description(std::string(text));
}

} // namespace dunlin::widget
