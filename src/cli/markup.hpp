// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::cli {

enum class block_kind { paragraph, code, definition };

/// A block of the manual's prose, which is written in a subset of Markdown: `# Title` begins a
/// section, blank lines separate blocks, lines indented by four spaces are code, and a line that
/// begins with
/// ": " defines the term on the line before.
struct block {
    block_kind kind = block_kind::paragraph;
    std::string term; ///< of a definition
    std::string text; ///< one line, except for code
};

struct section {
    std::string title;
    std::vector<block> blocks;
};

std::vector<section> read_markup(std::string_view text);

/// The text of src/cli/man/PAGE.md; empty if there is no such file.
std::string_view prose(std::string_view page);

} // namespace dunlin::cli
