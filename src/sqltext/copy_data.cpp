// SPDX-License-Identifier: MIT
#include "copy_data.hpp"

#include "lexer.hpp"

#include <algorithm>

namespace dunlin::sqltext {
namespace {

std::size_t next_line(std::string_view text, std::size_t end) noexcept {
    const std::size_t feed = text.find('\n', end);
    return feed == std::string_view::npos ? text.size() : feed + 1;
}

} // namespace

std::size_t line_end(std::string_view text, std::size_t from) noexcept {
    return std::min(text.find_first_of("\r\n", from), text.size());
}

std::optional<copy_data> find_copy_data(std::string_view script, std::size_t after) {
    const std::size_t begin = next_line(script, after);
    for (auto at = script.find("\\.", begin); at != std::string_view::npos;
         at = script.find("\\.", at + 2)) {
        const bool starts_line = at == begin || script[at - 1] == '\n';
        if (starts_line && line_end(script, at) == at + 2) {
            return copy_data{begin, at, next_line(script, at + 2)};
        }
    }
    return std::nullopt;
}

bool is_dump_fence(std::string_view command) noexcept {
    const auto word = command.substr(0, command.find_first_of(" \t\r\n"));
    return same_word(word, "restrict") || same_word(word, "unrestrict");
}

} // namespace dunlin::sqltext
