// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace dunlin {
namespace {

[[noreturn]] void fail(std::string_view what, const std::filesystem::path& path, int reason) {
    const auto kind =
        reason == ENOENT || reason == ENOTDIR ? error_kind::config : error_kind::failed;
    throw error(kind, fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(reason)));
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
        // One byte more, so that the end is seen without growing once again.
        expected = static_cast<std::size_t>(info.st_size);
        content.resize(expected + 1);
    }
    std::size_t size = 0;
    while (true) {
        if (size == content.size()) {
            content.resize(content.size() + 65536);
        }
        const ssize_t got = ::read(file.fd, content.data() + size, content.size() - size);
        if (got < 0 && errno != EINTR) {
            fail("read", path, errno);
        }
        if (got == 0) {
            break;
        }
        size += got > 0 ? static_cast<std::size_t>(got) : 0;
        // A folder of thousands of files is read twice as fast without asking each for its end.
        if (S_ISREG(info.st_mode) && size == expected) {
            break;
        }
    }
    content.resize(size);
    return content;
}

append_file::append_file(std::filesystem::path path)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) {
        fail("open", path_, errno);
    }
}

append_file::~append_file() {
    ::close(descriptor_);
}

void append_file::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t done = ::write(descriptor_, bytes.data(), bytes.size());
        if (done < 0 && errno != EINTR) {
            fail("write", path_, errno);
        }
        bytes.remove_prefix(done > 0 ? static_cast<std::size_t>(done) : 0);
    }
}

atomic_file::atomic_file(std::filesystem::path target)
    : target_(std::move(target)), temporary_(target_.string() + ".XXXXXX") {
    const int fd = ::mkostemp(temporary_.data(), O_CLOEXEC);
    if (fd < 0) {
        fail("create", target_, errno);
    }
    // mkostemp makes the file private; a result file has the permissions that the umask leaves.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(fd, 0666U & ~mask) != 0 || (stream_ = ::fdopen(fd, "w")) == nullptr) {
        const int reason = errno;
        ::close(fd);
        ::unlink(temporary_.c_str());
        fail("create", target_, reason);
    }
}

atomic_file::~atomic_file() {
    if (stream_ != nullptr) {
        (void)std::fclose(stream_);
        ::unlink(temporary_.c_str());
    }
}

void atomic_file::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stream_) != bytes.size()) {
        fail("write", target_, errno);
    }
}

void atomic_file::commit() {
    if (std::fflush(stream_) != 0 || ::fsync(::fileno(stream_)) != 0 ||
        ::rename(temporary_.c_str(), target_.c_str()) != 0) {
        fail("write", target_, errno);
    }
    (void)std::fclose(stream_);
    stream_ = nullptr;
}

} // namespace dunlin
