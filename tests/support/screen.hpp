// SPDX-License-Identifier: MIT
#pragma once

#include "program.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::test {

/// The lines that a wide terminal shows in the end after it was sent this: carriage returns go back
/// to the start of the line, erased ends are gone, colours are left out.
std::vector<std::string> lines_on_screen(std::string_view sent);

/// The same as one text, each line with its line feed.
std::string text_on_screen(std::string_view sent);

/// What dunlin shows in terminals of 60, 80, 100 and 200 columns, each below a line with its width.
std::string at_all_widths(const std::vector<std::string>& arguments,
                          const surroundings& context = {});

} // namespace dunlin::test
