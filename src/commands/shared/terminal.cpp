// SPDX-License-Identifier: MIT
#include <dunlin/base/environment.hpp>
#include <dunlin/commands/terminal.hpp>

#include <unistd.h>

namespace dunlin::commands {

terminals inspect_terminals(const global_options& options) {
    const environment variables = process_environment();
    terminals result;
    result.input = ::isatty(STDIN_FILENO) == 1;
    result.output = output::inspect_terminal(STDOUT_FILENO, variables);
    result.error = output::inspect_terminal(STDERR_FILENO, variables);
    result.colour_output = output::use_colour(options.colour, result.output, variables);
    result.colour_error = output::use_colour(options.colour, result.error, variables);
    result.progress = result.error.is_terminal && variables("TERM") != "dumb" &&
                      !options.no_progress && !options.quiet && options.log == log_format::text;
    return result;
}

} // namespace dunlin::commands
