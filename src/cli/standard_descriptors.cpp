// SPDX-License-Identifier: MIT
#include "standard_descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

namespace dunlin::cli {

void open_closed_descriptors() noexcept {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) {
            continue;
        }
        // The wrong way round, so that using it fails. open() gives the lowest free number, and all
        // below this one are taken. It stays open for the programs that are started, too.
        const int direction = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (::open("/dev/null", direction) != descriptor) { // NOLINT(android-cloexec-open)
            ::_exit(1);
        }
    }
}

} // namespace dunlin::cli
