// SPDX-License-Identifier: MIT
#include "shared/input.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/base/utf16.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace dunlin::commands {
namespace {

constexpr std::size_t chunk_size = 256U << 10U;

std::int64_t size_of(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) ? status.st_size : 0;
}

} // namespace

input::input(const std::string& path, const interruption& stop)
    : stop_(stop), name_(path == "-" ? "standard input" : path),
      descriptor_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)),
      owned_(path != "-") {
    if (descriptor_ < 0) {
        stop_.check(); // opening a FIFO waits for its other end
        throw error(error_kind::config,
                    fmt::format("cannot open {}: {}", path, std::strerror(errno)));
    }
    size_ = size_of(descriptor_);
}

input::~input() {
    if (owned_) {
        ::close(descriptor_);
    }
}

bool input::read(std::string& chunk) {
    for (;;) {
        std::array<pollfd, 2> waits{{{descriptor_, POLLIN, 0}, {stop_.fd(), POLLIN, 0}}};
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) {
            throw error(error_kind::failed,
                        fmt::format("cannot read {}: {}", name_, std::strerror(errno)));
        }
        stop_.check();
        if (waits[0].revents == 0) {
            continue;
        }
        chunk.resize(chunk_size);
        const ssize_t count = ::read(descriptor_, chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            throw error(error_kind::failed,
                        fmt::format("cannot read {}: {}", name_, std::strerror(errno)));
        }
        chunk.resize(static_cast<std::size_t>(count));
        if (position_ == 0) {
            refuse_utf16(chunk, name_);
        }
        position_ += count;
        return count > 0;
    }
}

std::string input::read_all(std::size_t max_bytes) {
    std::string text;
    std::string chunk;
    while (read(chunk)) {
        text += chunk;
        if (text.size() > max_bytes) {
            throw error(error_kind::usage,
                        fmt::format("{} is larger than {} bytes", name_, max_bytes));
        }
    }
    return text;
}

} // namespace dunlin::commands
