// SPDX-License-Identifier: MIT
#include "shared/terminal_line.hpp"

#include <dunlin/base/interruption.hpp>

#include <poll.h>
#include <unistd.h>

#include <array>

namespace dunlin::commands {

std::string read_terminal_line(const interruption& stop) {
    std::string line;
    for (;;) {
        std::array<pollfd, 2> waits{{{STDIN_FILENO, POLLIN, 0}, {stop.fd(), POLLIN, 0}}};
        (void)::poll(waits.data(), waits.size(), -1);
        stop.check();
        char c = '\0';
        if (waits[0].revents != 0 && (::read(STDIN_FILENO, &c, 1) != 1 || c == '\n')) {
            return line;
        }
        if (waits[0].revents != 0) {
            line += c;
        }
    }
}

} // namespace dunlin::commands
