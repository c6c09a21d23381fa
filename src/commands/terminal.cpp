// SPDX-License-Identifier: MIT
#include <dunlin/commands/terminal.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace dunlin::commands {
namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view{} : std::string_view{value};
}

int width_of_terminal() {
    const std::string_view columns = variable("COLUMNS");
    int width = 0;
    std::from_chars(columns.data(), columns.data() + columns.size(), width);
    if (width > 0) {
        return width;
    }
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return 80;
}

bool wants_colour(colour_choice choice, bool is_terminal) {
    if (choice != colour_choice::automatic) {
        return choice == colour_choice::always;
    }
    if (!variable("NO_COLOR").empty()) {
        return false;
    }
    const std::string_view force = variable("CLICOLOR_FORCE");
    if (!force.empty() && force != "0") {
        return true;
    }
    return is_terminal && variable("TERM") != "dumb";
}

} // namespace

terminal look_at_terminal(const global_options& options) {
    terminal seen;
    seen.input = ::isatty(STDIN_FILENO) == 1;
    seen.output = ::isatty(STDOUT_FILENO) == 1;
    seen.error = ::isatty(STDERR_FILENO) == 1;
    seen.width = width_of_terminal();
    seen.colour_output = wants_colour(options.colour, seen.output);
    seen.colour_error = wants_colour(options.colour, seen.error);
    seen.progress = seen.error && variable("TERM") != "dumb" && !options.no_progress &&
                    !options.quiet && options.log == log_format::text;
    return seen;
}

} // namespace dunlin::commands
