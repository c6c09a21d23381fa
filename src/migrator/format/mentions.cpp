// SPDX-License-Identifier: MIT
#include "format/mentions.hpp"

#include <algorithm>
#include <cctype>

namespace dunlin::migrator {
namespace {

bool equal_ignoring_case(char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == static_cast<unsigned char>(b);
}

} // namespace

bool mentions(std::string_view text, std::string_view lower_word) {
    return std::search(text.begin(), text.end(), lower_word.begin(), lower_word.end(),
                       equal_ignoring_case) != text.end();
}

} // namespace dunlin::migrator
