// SPDX-License-Identifier: MIT
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>

#include <algorithm>

namespace dunlin {
namespace {

bool is_continuation(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

} // namespace

source_location locate(std::string_view text, std::size_t byte_offset, std::string_view file) {
    byte_offset = std::min(byte_offset, text.size());
    std::size_t line = 1;
    std::size_t start = 0;
    for (std::size_t i = 0; i < byte_offset; ++i) {
        const bool lone_cr = text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
        if (text[i] == '\n' || lone_cr) {
            ++line;
            start = i + 1;
        }
    }
    const std::size_t end = std::min(text.find_first_of("\r\n", start), text.size());
    const std::size_t within = std::min(std::max(byte_offset, start), std::max(end, start));
    return {std::string(file), line, character_count(text.substr(start, within - start)) + 1,
            std::string(text.substr(start, end - start))};
}

std::size_t byte_offset_of(std::string_view text, std::size_t character_offset) noexcept {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_continuation(text[i])) {
            continue;
        }
        if (seen == character_offset) {
            return i;
        }
        ++seen;
    }
    return text.size();
}

} // namespace dunlin
