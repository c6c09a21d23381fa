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
        // Opened in the wrong direction, so that using it fails. open() returns the lowest free
        // number, which is this one. Started programs inherit it, so there is no O_CLOEXEC.
        const int mode = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (::open("/dev/null", mode) != descriptor) { // NOLINT(android-cloexec-open)
            ::_exit(1);
        }
    }
}

} // namespace dunlin::cli
