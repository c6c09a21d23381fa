// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
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

std::string_view encoding_problem(std::string_view text) noexcept {
    return looks_like_utf16(text) ? "UTF-16, not UTF-8" : "not valid UTF-8";
}

std::string_view encoding_hint(std::string_view text) noexcept {
    return looks_like_utf16(text) ? "convert it, for example with: iconv -f UTF-16 -t UTF-8"
                                  : "convert it, for example with: iconv -f LATIN1 -t UTF-8";
}

void refuse_utf16(std::string_view text, const std::string& file) {
    if (looks_like_utf16(text)) {
        throw error(error_kind::config, "the file is " + std::string(encoding_problem(text)))
            .with_hint(std::string(encoding_hint(text)))
            .at({file, 1, 1, ""});
    }
}

} // namespace dunlin
