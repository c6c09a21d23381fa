// SPDX-License-Identifier: MIT
#include <dunlin/base/descriptor.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/file_error.hpp>
#include <dunlin/base/temporary_file.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace dunlin {
namespace {

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t done = ::write(descriptor, bytes.data(), bytes.size());
        if (done < 0 && errno != EINTR) {
            fail_to("write", path, errno);
        }
        bytes.remove_prefix(done > 0 ? static_cast<std::size_t>(done) : 0);
    }
}

std::string_view type_of(mode_t mode) noexcept {
    if (S_ISDIR(mode)) {
        return "a folder";
    }
    if (S_ISFIFO(mode)) {
        return "a FIFO";
    }
    return S_ISSOCK(mode) ? "a socket" : "a device";
}

} // namespace

std::string read_file(const std::filesystem::path& path) {
    const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) {
        fail_to("open", path, errno);
    }
    struct stat info {};
    std::string content;
    std::size_t expected = 0;
    if (::fstat(file.get(), &info) == 0 && info.st_size > 0) {
        // One byte more, so that the end is found without growing the buffer again.
        expected = static_cast<std::size_t>(info.st_size);
        content.resize(expected + 1);
    }
    std::size_t size = 0;
    while (true) {
        if (size == content.size()) {
            content.resize(content.size() + 65536);
        }
        const ssize_t count = ::read(file.get(), content.data() + size, content.size() - size);
        if (count < 0 && errno != EINTR) {
            fail_to("read", path, errno);
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

std::string read_regular_file(const std::filesystem::path& path, std::uintmax_t largest) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
        throw error(error_kind::config,
                    fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
    }
    if (!S_ISREG(info.st_mode)) {
        throw error(error_kind::config, fmt::format("{} is {}, not a regular file", path.string(),
                                                    type_of(info.st_mode)));
    }
    if (static_cast<std::uintmax_t>(info.st_size) > largest) {
        throw error(error_kind::config,
                    fmt::format("{} is too large: {} bytes, the limit is {} bytes", path.string(),
                                info.st_size, largest));
    }
    return read_file(path);
}

bool write_new_file(const std::filesystem::path& path, std::string_view text) {
    temporary_file file(path.parent_path(), path);
    file.set_default_mode();
    write_all(file.descriptor(), text, path);
    file.sync();
    const int reason = file.move_if_absent(path);
    if (reason != 0 && reason != EEXIST) {
        fail_to("write", path, reason);
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
        fail_to("write", target_, reason);
    }
}

} // namespace dunlin
