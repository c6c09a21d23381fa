// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::migrator {

/// Whether a text contains a word, ignoring case.
bool mentions(std::string_view text, std::string_view lower_word);

} // namespace dunlin::migrator
