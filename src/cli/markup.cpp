// SPDX-License-Identifier: MIT
#include "markup.hpp"

#include <utility>

namespace dunlin::cli {
namespace {

constexpr std::string_view code_indent = "    ";
constexpr std::string_view definition_prefix = ": ";

std::string_view read_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

void append_words(std::string& text, std::string_view line) {
    text += text.empty() ? "" : " ";
    text += line;
}

/// Adds a line that is not blank to the current block.
void add_line(block& current, std::string_view line) {
    if (line.starts_with(code_indent)) {
        current.kind = block_kind::code;
        current.text.append(line.substr(code_indent.size())).append("\n");
    } else if (line.starts_with(definition_prefix) && current.term.empty()) {
        current.kind = block_kind::definition;
        current.term = std::exchange(current.text, std::string(line.substr(2)));
    } else {
        append_words(current.text, line.substr(line.find_first_not_of(' ')));
    }
}

} // namespace

std::vector<section> read_markup(std::string_view text) {
    std::vector<section> sections;
    block current;
    const auto end_block = [&] {
        if (!current.text.empty() && !sections.empty()) {
            sections.back().blocks.push_back(std::exchange(current, {}));
        }
    };
    while (!text.empty()) {
        const std::string_view line = read_line(text);
        if (line.starts_with("# ")) {
            end_block();
            sections.push_back({std::string(line.substr(2)), {}});
        } else if (line.empty()) {
            end_block();
        } else {
            add_line(current, line);
        }
    }
    end_block();
    return sections;
}

} // namespace dunlin::cli
