// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dunlin::test {

/// A new empty folder under the system's temporary one, removed with all its content at the end of
/// the scope. DUNLIN_KEEP_TEST_FOLDERS keeps it.
class temporary_folder {
public:
    temporary_folder();
    ~temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return path_ / name;
    }
    /// Writes a file below the folder, with the folders that it needs; returns its path.
    std::filesystem::path write(std::string_view name, std::string_view content) const;
    /// The content of a file below the folder.
    [[nodiscard]] std::string read(std::string_view name) const;

private:
    std::filesystem::path path_;
};

} // namespace dunlin::test
