// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace dunlin {

/// The whole content of a file. Throws error(failed) naming the path and the system's reason, or
/// error(config) with the same when the file does not exist.
std::string read_file(const std::filesystem::path& path);

/// A file that grows, made when it is missing. Each write goes to its end in one piece, so that
/// several programs may share it. Errors are error(failed) naming the path.
class append_file {
public:
    explicit append_file(std::filesystem::path path);
    ~append_file();
    append_file(const append_file&) = delete;
    append_file& operator=(const append_file&) = delete;

    void write(std::string_view bytes);

private:
    std::filesystem::path path_;
    int descriptor_;
};

/// A file that appears under its name only when commit() is called: it is written beside the
/// target and renamed. Without commit() nothing is left. Errors are error(failed) naming the path.
class atomic_file {
public:
    explicit atomic_file(std::filesystem::path target);
    ~atomic_file();
    atomic_file(const atomic_file&) = delete;
    atomic_file& operator=(const atomic_file&) = delete;

    void write(std::string_view bytes);
    void commit();
    /// The open stream, for writers that take one. Owned by this object.
    [[nodiscard]] std::FILE* stream() const noexcept { return stream_; }

private:
    std::filesystem::path target_;
    std::string temporary_;
    std::FILE* stream_ = nullptr;
};

} // namespace dunlin
