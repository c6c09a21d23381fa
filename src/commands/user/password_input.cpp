// SPDX-License-Identifier: MIT
#include "user/password_input.hpp"

#include "shared/input.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/commands/context.hpp>

#include <termios.h>
#include <unistd.h>

#include <string>

namespace dunlin::commands {
namespace {

/// Turns off echo on the terminal on stdin until the end of the scope.
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

} // namespace

user::password read_password(context& context, bool from_stdin) {
    if (from_stdin) {
        return user::password::parse(first_line(input("-", context.stop()).read_all(4096)));
    }
    if (!context.terminals().input) {
        throw error(error_kind::usage,
                    "a password is required, but there is no terminal to prompt on")
            .with_hint("pass it on standard input with --password-stdin");
    }
    const no_echo echo_off;
    std::string typed = context.prompt("Password: ");
    if (typed != context.prompt("Again: ")) {
        throw error(error_kind::usage, "the two passwords differ");
    }
    return user::password::parse(std::move(typed));
}

} // namespace dunlin::commands
