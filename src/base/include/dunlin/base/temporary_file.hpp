// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace dunlin {

/// A new, private file (".dunlin-" and six characters) that is later renamed or removed. Throws
/// error(failed) naming `target`, the file that the user knows.
class temporary_file {
public:
    /// Creates it in `folder`, on behalf of `target`.
    temporary_file(const std::filesystem::path& folder, std::filesystem::path target);
    /// Removes the file unless it was renamed or kept.
    ~temporary_file();
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;

    /// Open for reading and writing; owned by this object.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    /// Flushes everything written to the descriptor to disk.
    void sync();
    /// Sets the permissions that the umask gives a new file.
    void set_default_mode();
    /// Renames the file to `path` and replaces any file there, atomically. Returns 0 or an errno.
    [[nodiscard]] int replace_file(const std::filesystem::path& path) noexcept;
    /// Renames the file to `path` unless that exists: then returns EEXIST and changes nothing.
    [[nodiscard]] int move_if_absent(const std::filesystem::path& path) noexcept;
    /// Keeps the file under its temporary name.
    void keep() noexcept { is_mine_ = false; }

private:
    std::filesystem::path target_;
    std::filesystem::path path_;
    int descriptor_ = -1;
    bool is_mine_ = true;
};

} // namespace dunlin
