// SPDX-License-Identifier: MIT
#include <dunlin/base/environment.hpp>
#include <dunlin/commands/terminal.hpp>

#include <unistd.h>

namespace dunlin::commands {

terminals look_at_terminals(const global_options& options) {
    const environment variables = process_environment();
    terminals seen;
    seen.input = ::isatty(STDIN_FILENO) == 1;
    seen.output = output::inspect_terminal(STDOUT_FILENO, variables);
    seen.error = output::inspect_terminal(STDERR_FILENO, variables);
    seen.colour_output = output::use_colour(options.colour, seen.output, variables);
    seen.colour_error = output::use_colour(options.colour, seen.error, variables);
    // Lines of -v would be drawn through the progress line.
    seen.progress = seen.error.is_terminal && variables("TERM") != "dumb" && !options.no_progress &&
                    !options.quiet && options.verbosity == 0 && options.log == log_format::text;
    return seen;
}

} // namespace dunlin::commands
