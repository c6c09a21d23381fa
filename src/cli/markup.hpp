// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::cli {

/// The prose of the manual, in the small part of Markdown that it is written in: `# Title` begins a
/// section, blocks are separated by blank lines, lines of four blanks are code, and a line followed
/// by one that begins with ": " is a term with its definition.
struct block {
    enum class kind { paragraph, code, definition };
    kind what = kind::paragraph;
    std::string term; ///< of a definition
    std::string text; ///< code keeps its lines; other text is one line
};

struct section {
    std::string title;
    std::vector<block> blocks;
};

std::vector<section> read_markup(std::string_view text);

/// The text of src/cli/man/PAGE.md; empty when there is none.
std::string_view prose(std::string_view page);

} // namespace dunlin::cli
