// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace dunlin {

/// A new, private file (".dunlin-" and six characters) that is to become another or to vanish.
/// Errors are error(failed) naming `target`, the file that the user knows.
class temporary_file {
public:
    /// Creates it in a folder, on behalf of `target`.
    temporary_file(const std::filesystem::path& folder, std::filesystem::path target);
    /// Removes it, unless it was moved or kept.
    ~temporary_file();
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;

    /// Open for reading and writing; owned by this object.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    /// What was written to the descriptor is on disk when this returns.
    void sync();
    /// The permissions of a file that a program creates: what the umask leaves.
    void set_default_mode();
    /// Takes the place of `path`, in one step. The system's reason when it refuses, else 0.
    [[nodiscard]] int replace_file(const std::filesystem::path& path) noexcept;
    /// The same, but only where nothing has that name: otherwise EEXIST, and nothing is touched.
    [[nodiscard]] int move_if_absent(const std::filesystem::path& path) noexcept;
    /// Leaves it where it is.
    void keep() noexcept { is_mine_ = false; }

private:
    std::filesystem::path target_;
    std::filesystem::path path_;
    int descriptor_ = -1;
    bool is_mine_ = true;
};

} // namespace dunlin
