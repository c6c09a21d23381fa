// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::output {

/// What a colour or weight says about a text.
enum class style {
    none,
    heading,   ///< bold
    faint,     ///< dim
    error,     ///< bold red
    warning,   ///< bold yellow
    good,      ///< green: done, nothing to do about it
    attention, ///< yellow: something is still to be done, or was taken back
    bad,       ///< red: a problem
};

/// A text between the sequences that begin and end a style; unchanged without colour, for
/// style::none and when it is empty.
std::string styled(std::string_view text, style kind, bool colour);

/// The same for its first word alone.
std::string with_styled_first_word(std::string_view text, style kind, bool colour);

} // namespace dunlin::output
