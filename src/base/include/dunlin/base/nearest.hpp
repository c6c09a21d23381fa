// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dunlin {

/// The candidate that `word` most likely meant, by edit distance with swapped neighbours counting
/// one; empty when none is near (more than a third of its letters differ).
std::string nearest(std::string_view word, std::span<const std::string> candidates);

} // namespace dunlin
