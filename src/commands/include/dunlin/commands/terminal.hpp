// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/global_options.hpp>
#include <dunlin/output/terminal.hpp>

namespace dunlin::commands {

/// What is known about the three streams, looked up once at the start.
struct terminals {
    bool input = false; ///< stdin is a terminal
    output::terminal output;
    output::terminal error;
    bool colour_output = false; ///< colour is wanted on stdout
    bool colour_error = false;  ///< colour is wanted on stderr
    bool progress = false;      ///< progress lines are wanted on stderr
};

/// Colour: --color, then what output::use_colour reads from the environment. Progress: only when
/// stderr is a terminal that is not dumb, and none of --no-progress, --quiet, -v and JSON logs was
/// asked for.
terminals look_at_terminals(const global_options& options);

} // namespace dunlin::commands
