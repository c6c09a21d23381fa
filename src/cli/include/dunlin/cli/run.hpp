// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::cli {

/// The whole program: reads the arguments, runs the verb, and turns whatever comes out into text
/// and an exit code. Passwords in `argv` are overwritten, so that no process list shows them.
/// Installs signal handlers; call it once.
int run(int argc, char** argv);

} // namespace dunlin::cli
