// SPDX-License-Identifier: MIT
#include "user/password_input.hpp"

#include "shared/input.hpp"
#include "shared/terminal_line.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/commands/context.hpp>

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace dunlin::commands {
namespace {

/// The terminal on stdin without echo; as it was before at the end of the scope.
class no_echo {
public:
    no_echo() {
        known_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= ECHONL;
        if (known_) {
            ::tcsetattr(STDIN_FILENO, TCSADRAIN, &silent);
        }
    }
    ~no_echo() {
        if (known_) {
            ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
        }
    }
    no_echo(const no_echo&) = delete;
    no_echo& operator=(const no_echo&) = delete;

private:
    termios before_{};
    bool known_ = false;
};

std::string first_line(const std::string& text) {
    auto line = text.substr(0, text.find('\n'));
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return line;
}

std::string ask(const char* question, const interruption& stop) {
    fmt::print(stderr, "{}: ", question);
    static_cast<void>(std::fflush(stderr)); // who sees no question still can answer
    return read_terminal_line(stop);
}

} // namespace

user::password read_password(const context& context, bool from_stdin) {
    if (from_stdin) {
        return user::password::parse(first_line(input("-", context.stop()).read_all(4096)));
    }
    if (!context.terminals().input) {
        throw error(error_kind::usage, "a password is required, and there is no terminal to ask on")
            .with_hint("give it on stdin with --password-stdin");
    }
    const no_echo silence;
    std::string typed = ask("Password", context.stop());
    if (typed != ask("Again", context.stop())) {
        throw error(error_kind::usage, "the two passwords differ");
    }
    return user::password::parse(std::move(typed));
}

} // namespace dunlin::commands
