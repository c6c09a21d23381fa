// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/global_options.hpp>
#include <dunlin/output/terminal.hpp>

namespace dunlin::commands {

/// What is known about the three standard streams.
struct terminals {
    bool input = false; ///< stdin is a terminal
    output::terminal output;
    output::terminal error;
    bool colour_output = false; ///< use colour on stdout
    bool colour_error = false;  ///< use colour on stderr
    bool progress = false;      ///< show progress on stderr
};

/// Colour follows --color, then the environment, see output::use_colour(). Progress is shown when
/// stderr is a terminal that is not dumb, unless --no-progress, --quiet or --log-format json was
/// given.
terminals inspect_terminals(const global_options& options);

} // namespace dunlin::commands
