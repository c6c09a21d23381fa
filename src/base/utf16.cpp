// SPDX-License-Identifier: MIT
#include <dunlin/base/utf16.hpp>

namespace dunlin {

bool looks_like_utf16(std::string_view text) noexcept {
    if (text.size() < 2) {
        return false;
    }
    const auto first = static_cast<unsigned char>(text[0]);
    const auto second = static_cast<unsigned char>(text[1]);
    const bool has_mark = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
    return has_mark || (first == 0) != (second == 0);
}

} // namespace dunlin
