// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <string>
#include <string_view>

namespace dunlin::sqldb {

/// Throws error(failed): the text of a column is not a value of the type. Shows the beginning of
/// the text.
[[noreturn]] inline void fail_decoding(std::string_view type, std::string_view text) {
    constexpr std::size_t shown = 40;
    const bool is_long = text.size() > shown;
    throw error(error_kind::failed, "\"" + std::string(text.substr(0, shown)) +
                                        (is_long ? "...\" is not a valid " : "\" is not a valid ") +
                                        std::string(type));
}

} // namespace dunlin::sqldb
