// SPDX-License-Identifier: MIT
#include "lock.hpp"

#include <dunlin/base/error.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

struct flock whole_file(short type) {
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

// False when the file was removed or replaced between open and lock.
bool is_same_file(int fd, const fs::path& file) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(fd, &opened) == 0 && ::stat(file.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

} // namespace

descriptor open_own_file(const fs::path& file, int flags) {
    descriptor opened(::open(file.c_str(), flags | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!opened.is_open()) {
        throw error(error_kind::failed,
                    fmt::format("cannot write {}: {}", file.string(), std::strerror(errno)))
            .with_hint("the private server keeps its files in the project's folder, which must be "
                       "writable");
    }
    // A file that root creates in a user's folder belongs to that user, who could not open it
    // otherwise.
    struct stat folder {};
    if (::geteuid() == 0 && ::stat(file.parent_path().c_str(), &folder) == 0) {
        [[maybe_unused]] const int ignored = ::fchown(opened.get(), folder.st_uid, folder.st_gid);
    }
    return opened;
}

bool is_locked(const fs::path& file) {
    const descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened.is_open()) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return false;
        }
        throw error(error_kind::failed,
                    fmt::format("cannot open {}: {}", file.string(), std::strerror(errno)));
    }
    struct flock lock = whole_file(F_RDLCK);
    return ::fcntl(opened.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

std::optional<descriptor> try_lock(const fs::path& file) {
    while (true) {
        descriptor opened = open_own_file(file, O_RDWR);
        struct flock lock = whole_file(F_WRLCK);
        if (::fcntl(opened.get(), F_OFD_SETLK, &lock) != 0) {
            if (errno == EAGAIN || errno == EACCES) {
                return std::nullopt;
            }
            throw error(error_kind::failed,
                        fmt::format("cannot lock {}: {}", file.string(), std::strerror(errno)));
        }
        if (is_same_file(opened.get(), file)) {
            return opened;
        }
    }
}

descriptor wait_for_lock(const fs::path& file, int limit_ms, const wait_limits& limits) {
    constexpr int step_ms = 20;
    for (int waited = 0; waited <= limit_ms; waited += step_ms) {
        if (auto lock = try_lock(file)) {
            return std::move(*lock);
        }
        pause(step_ms, limits);
    }
    throw error(
        error_kind::locked,
        fmt::format("another command has been starting or stopping this project's server for "
                    "{} s (it holds {})",
                    limit_ms / 1000, file.string()))
        .with_hint("wait for it, or end it");
}

void pause(int milliseconds, const wait_limits& limits) {
    pollfd watched{limits.stop != nullptr ? limits.stop->fd() : -1, POLLIN, 0};
    ::poll(&watched, 1, milliseconds);
    if (limits.stop != nullptr) {
        limits.stop->check();
    }
    if (limits.until && std::chrono::steady_clock::now() >= *limits.until) {
        throw error(error_kind::timed_out, "the private server did not respond in time");
    }
}

} // namespace dunlin::local
