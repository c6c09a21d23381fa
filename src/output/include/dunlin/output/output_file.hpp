// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/reader_wait.hpp>
#include <dunlin/output/sink.hpp>

#include <filesystem>
#include <memory>
#include <string_view>

namespace dunlin::output {

/// A file that the user names for output.
///
/// A new or regular file is written under a temporary name in the same folder and renamed at the
/// end, with the old mode and owner, so that readers see either the old content or the new. A
/// symbolic link stays, and its target is replaced. Where that is impossible (hard links, access
/// lists, a folder that is not writable, an owner that cannot be kept, a mount point) the finished
/// content is copied into the file. Devices, FIFOs and /dev/stdout are written directly.
///
/// Throws error(failed) or error(config) naming the file, and closed_pipe when the reader has
/// closed the pipe.
class output_file final : public sink {
public:
    /// Opens the file and checks that it may be written.
    explicit output_file(std::filesystem::path path, reader_wait wait = {});
    /// Removes content that was not published; the old content stays.
    ~output_file() override;

    void write(std::string_view bytes) override;
    void flush() override;
    /// Flushes everything to disk, so that publish() cannot fail for lack of space.
    void complete();
    /// Calls complete() and makes the new content appear under the file's name.
    void publish();
    /// Keeps the temporary file after publish() has failed, and returns its path; empty when there
    /// is none.
    std::filesystem::path keep_temporary() noexcept;

private:
    class content;

    std::unique_ptr<content> content_;
};

} // namespace dunlin::output
