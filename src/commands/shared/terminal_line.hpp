// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin {
class interruption;
}

namespace dunlin::commands {

/// One line typed at the terminal on stdin, without its end; what there is when the input ends. It
/// is read character by character, so that a second line stays for the next question. Throws
/// error(interrupted) when a signal comes, also one that came before the reading began.
std::string read_terminal_line(const interruption& stop);

} // namespace dunlin::commands
