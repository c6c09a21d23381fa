// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/reader_wait.hpp>

#include <filesystem>
#include <string_view>

namespace dunlin::output {

/// A file to append to, created if necessary. Each write appends atomically, so that several
/// programs can share the file. Devices, FIFOs and /dev/stdout are written in place. Errors are
/// error(failed) naming the path.
class append_file {
public:
    explicit append_file(std::filesystem::path path, reader_wait wait = {});
    ~append_file();
    append_file(const append_file&) = delete;
    append_file& operator=(const append_file&) = delete;

    /// Throws closed_pipe when the reader of a FIFO or pipe has closed it.
    void write(std::string_view bytes);

private:
    std::filesystem::path path_;
    reader_wait wait_;
    int descriptor_;
};

} // namespace dunlin::output
