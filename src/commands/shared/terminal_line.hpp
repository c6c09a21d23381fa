// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin {
class interruption;
}

namespace dunlin::commands {

/// Reads a line from the terminal on stdin, up to and without its line feed or up to the end of the
/// input. It reads character by character, so that the next line is left for the next prompt.
/// Throws error(interrupted) on a signal, also on one that came before the call.
std::string read_terminal_line(const interruption& stop);

} // namespace dunlin::commands
