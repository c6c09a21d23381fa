// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hints_test {

/// A string constant of the program that advises a command.
struct hint_literal {
    std::string file;
    std::string text; ///< a format string: "run `dunlin migrate {}`"
};

/// The string constants of a source; adjacent ones are one, comments have none.
std::vector<std::string> string_literals(std::string_view source);

/// All literals of src/ with a command in backquotes, or after "hint: " or "next: ".
std::vector<hint_literal> hints_of_sources();

/// Whether a text that the program printed contains the literal, with any values in its fields.
bool shows(const std::string& printed, const std::string& literal);

} // namespace hints_test
