// SPDX-License-Identifier: MIT
#include <dunlin/base/descriptor.hpp>
#include <dunlin/base/error.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace dunlin {

pipe_ends make_pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw error(error_kind::failed,
                    fmt::format("cannot create a pipe: {}", std::strerror(errno)));
    }
    return {descriptor(ends[0]), descriptor(ends[1])};
}

} // namespace dunlin
