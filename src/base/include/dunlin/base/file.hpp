// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/temporary_file.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace dunlin {

/// The whole content of a file. Throws error(failed) naming the path and the system's reason, or
/// error(config) with the same when the file does not exist.
std::string read_file(const std::filesystem::path& path);

/// The same for a file that was found in a folder. Throws error(config) naming the path, and opens
/// nothing, when it is not a regular file (a FIFO would block, a device never end), when it is
/// larger than `largest` bytes, and when it cannot be read.
std::string read_regular_file(const std::filesystem::path& path, std::uintmax_t largest);

/// Creates a file atomically: it appears with its whole content or not at all. Returns false when
/// the name exists already, and changes nothing. Throws error(failed) naming the path.
bool write_new_file(const std::filesystem::path& path, std::string_view text);

/// A file of the program's own that appears under its name, atomically, when commit() is called.
/// Without commit() nothing remains. For a file that the user names use output::output_file. Throws
/// error(failed) naming the path.
class atomic_file {
public:
    explicit atomic_file(std::filesystem::path target);

    void write(std::string_view bytes);
    void commit();

private:
    std::filesystem::path target_;
    temporary_file file_;
};

} // namespace dunlin
