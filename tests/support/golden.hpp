// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::test {

/// Whether a text equals the file tests/data/NAME; prints the first differing line when it does
/// not. DUNLIN_UPDATE_GOLDEN=1 writes the text to the file instead and answers yes; CTest unsets
/// it, so update golden files by running the test program itself.
bool equals_golden(const std::string& text, std::string_view name);

/// The text with each occurrence of `from` replaced, for parts that differ from run to run.
std::string replaced(std::string text, std::string_view from, std::string_view to);

/// A file or folder of the source tree.
std::string source_path(std::string_view name);

} // namespace dunlin::test
