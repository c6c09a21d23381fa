// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/output/terminal.hpp>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>

namespace dunlin::output {
namespace {

constexpr std::size_t default_width = 80;

/// Zeros where the system does not know the size.
winsize reported_size(int descriptor) noexcept {
    winsize size{};
    return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size : winsize{};
}

std::size_t requested_width(const environment& variables) {
    const std::string text = variables("COLUMNS").value_or("");
    std::size_t width = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), width);
    return problem == std::errc{} && end == text.data() + text.size() ? width : 0;
}

} // namespace

terminal inspect_terminal(int descriptor, const environment& variables) {
    if (::isatty(descriptor) == 0) {
        return {};
    }
    std::size_t width = requested_width(variables);
    const winsize reported = reported_size(descriptor);
    width = width != 0 ? width : reported.ws_col;
    return {true, width != 0 ? width : default_width, reported.ws_row};
}

colour_choice parse_colour_choice(std::string_view name) {
    if (name == "auto") {
        return colour_choice::automatic;
    }
    if (name == "always") {
        return colour_choice::always;
    }
    if (name == "never") {
        return colour_choice::never;
    }
    throw error(error_kind::usage, fmt::format("invalid colour choice \"{}\"", name))
        .with_hint("use auto, always or never");
}

bool use_colour(colour_choice choice, const terminal& output, const environment& variables) {
    if (choice != colour_choice::automatic) {
        return choice == colour_choice::always;
    }
    if (!variables("NO_COLOR").value_or("").empty()) {
        return false;
    }
    const std::string forced = variables("CLICOLOR_FORCE").value_or("");
    if (!forced.empty() && forced != "0") {
        return true;
    }
    const bool dumb = variables("TERM") == "dumb" || variables("CLICOLOR") == "0";
    return output.is_terminal && !dumb;
}

} // namespace dunlin::output
