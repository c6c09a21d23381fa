// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/global_options.hpp>

namespace dunlin::commands {

/// What is known about the terminal, looked up once at the start.
struct terminal {
    bool input = false;         ///< stdin is one
    bool output = false;        ///< stdout is one
    bool error = false;         ///< stderr is one
    int width = 80;             ///< columns: COLUMNS, else what the terminal says, else 80
    bool colour_output = false; ///< colour is wanted on stdout
    bool colour_error = false;  ///< colour is wanted on stderr
    bool progress = false;      ///< progress lines are wanted on stderr
};

/// Colour: --color, then NO_COLOR (no-color.org), CLICOLOR_FORCE, TERM=dumb, then whether the
/// stream is a terminal. Progress: only when stderr is a terminal that is not dumb, and neither
/// --no-progress, --quiet nor JSON was asked for.
terminal look_at_terminal(const global_options& options);

} // namespace dunlin::commands
