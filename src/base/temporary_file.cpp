// SPDX-License-Identifier: MIT
#include <dunlin/base/file_error.hpp>
#include <dunlin/base/temporary_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace dunlin {
temporary_file::temporary_file(const std::filesystem::path& folder, std::filesystem::path target)
    : target_(std::move(target)) {
    std::string name = (folder.empty() ? std::filesystem::path(".") : folder) / ".dunlin-XXXXXX";
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) {
        fail_to("create", target_, errno);
    }
    path_ = std::move(name);
}

temporary_file::~temporary_file() {
    ::close(descriptor_);
    if (is_mine_) {
        ::unlink(path_.c_str());
    }
}

void temporary_file::sync() {
    if (::fsync(descriptor_) != 0) {
        fail_to("write", target_, errno);
    }
}

void temporary_file::set_default_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(descriptor_, 0666U & ~mask) != 0) {
        fail_to("create", target_, errno);
    }
}

int temporary_file::replace_file(const std::filesystem::path& path) noexcept {
    if (::rename(path_.c_str(), path.c_str()) != 0) {
        return errno;
    }
    is_mine_ = false;
    return 0;
}

int temporary_file::move_if_absent(const std::filesystem::path& path) noexcept {
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) {
        is_mine_ = false;
        return 0;
    }
    // Not every file system supports RENAME_NOREPLACE. The destructor removes the temporary name.
    if (errno != EINVAL) {
        return errno;
    }
    return ::link(path_.c_str(), path.c_str()) == 0 ? 0 : errno;
}

} // namespace dunlin
