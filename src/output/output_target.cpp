// SPDX-License-Identifier: MIT
#include "output_target.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/file_error.hpp>
#include <dunlin/base/interruption.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <string>

namespace dunlin::output {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

/// The number of a descriptor of this process, when `folder` is the folder that lists them.
std::optional<int> own_descriptor(const fs::path& folder, const std::string& name) {
    if (folder != fmt::format("/proc/{}/fd", ::getpid())) {
        return std::nullopt;
    }
    int number = -1;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool is_number = problem == std::errc() && end == name.data() + name.size();
    return is_number ? std::optional(number) : std::nullopt;
}

/// The program's own descriptors are closed on exec; inherited ones are not.
bool is_inherited(int number) {
    const int flags = ::fcntl(number, F_GETFD);
    return flags >= 0 && (flags & FD_CLOEXEC) == 0;
}

/// Applies the kernel's rule for links in /tmp (fs.protected_symlinks) to every kind of file: it
/// must belong to us or to the owner of the folder.
void refuse_foreign_file(const fs::path& path, const struct stat& info) {
    struct stat folder {};
    if (::stat(path.parent_path().c_str(), &folder) != 0) {
        return;
    }
    const bool shared = (folder.st_mode & S_ISVTX) != 0 && (folder.st_mode & S_IWOTH) != 0;
    if (shared && info.st_uid != ::geteuid() && info.st_uid != folder.st_uid) {
        throw error(
            error_kind::failed,
            fmt::format("cannot write {}: another user created it in a world-writable folder",
                        path.string()))
            .with_hint("write to a folder of your own");
    }
}

fs::path real_folder(const fs::path& path) {
    const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    std::error_code problem;
    const fs::path real = fs::canonical(folder, problem);
    if (problem) {
        fail_to("create", path, problem.value());
    }
    return real;
}

output_target classify(const fs::path& path, const struct stat& info) {
    if (S_ISDIR(info.st_mode)) {
        fail_to("write", path, EISDIR);
    }
    if (S_ISSOCK(info.st_mode)) {
        throw error(error_kind::failed,
                    fmt::format("cannot write {}: it is a socket", path.string()));
    }
    return {S_ISREG(info.st_mode) ? output_target::kind::regular : output_target::kind::node, path,
            -1, info};
}

/// Returns -1 for a FIFO that has no reader yet (ENXIO).
int open_once(const fs::path& path, int flags) {
    const int opened = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | flags);
    if (opened < 0 && errno != ENXIO) {
        fail_to("open", path, errno);
    }
    return opened;
}

void pause(const interruption* stop) {
    constexpr int pause_ms = 20;
    pollfd polled{stop == nullptr ? -1 : stop->fd(), POLLIN, 0};
    ::poll(&polled, 1, pause_ms);
    if (stop != nullptr) {
        stop->check();
    }
}

} // namespace

output_target find_output_target(const fs::path& name) {
    constexpr int most_links = 40;
    fs::path path = name;
    for (int i = 0; i < most_links; ++i) {
        const fs::path folder = real_folder(path);
        if (const auto number = own_descriptor(folder, path.filename().string())) {
            return {output_target::kind::descriptor, name, *number, {}};
        }
        path = folder / path.filename();
        struct stat info {};
        if (::lstat(path.c_str(), &info) != 0) {
            if (errno != ENOENT || path.filename().empty()) {
                fail_to("create", name, errno);
            }
            return {output_target::kind::absent, path, -1, {}};
        }
        refuse_foreign_file(path, info);
        if (!S_ISLNK(info.st_mode)) {
            return classify(path, info);
        }
        path = folder / fs::read_symlink(path);
    }
    fail_to("write", name, ELOOP);
}

int open_in_place(const output_target& target, int flags, reader_wait wait) {
    if (target.type == output_target::kind::descriptor) {
        const int copy =
            is_inherited(target.number) ? ::fcntl(target.number, F_DUPFD_CLOEXEC, 3) : -1;
        if (copy < 0) {
            fail_to("open", target.path, EBADF);
        }
        return copy;
    }
    const auto started = steady_clock::now();
    for (;;) {
        const int opened = open_once(target.path, flags);
        if (opened >= 0) {
            return opened;
        }
        if (wait.limit.count() > 0 && steady_clock::now() - started >= wait.limit) {
            throw error(error_kind::timed_out,
                        fmt::format("cannot write {}: no reader opened it within {}",
                                    target.path.string(), format_duration(wait.limit)));
        }
        pause(wait.stop);
    }
}

} // namespace dunlin::output
