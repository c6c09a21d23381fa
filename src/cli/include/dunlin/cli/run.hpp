// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::cli {

/// Runs the program: parses the arguments, runs the verb, prints errors, and returns the exit code.
/// Passwords in `argv` are overwritten, so that process lists do not show them. It installs signal
/// handlers and may be called only once.
int run(int argc, char** argv);

} // namespace dunlin::cli
