// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dunlin {

/// The candidate that `word` is most likely a misspelling of, by edit distance, in which two
/// swapped neighbours count as one change. Empty when more than a third of the letters differ from
/// every candidate.
std::string closest_match(std::string_view word, std::span<const std::string> candidates);

} // namespace dunlin
