// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/reader_wait.hpp>
#include <dunlin/output/sink.hpp>

#include <filesystem>
#include <memory>
#include <string_view>

namespace dunlin::output {

/// A file that the user named for a result.
///
/// A regular or new file is written under a temporary name beside it and takes its place in one
/// step, with the old mode and owner, so that readers see the old content or the new. A symbolic
/// link stays, and its target is replaced. Where that is impossible (hard links, access lists, a
/// folder that is not writable, an owner that cannot be kept, a mount point) the finished content
/// is copied into the file. Devices, FIFOs and /dev/stdout are written in place as the bytes come.
///
/// Errors are error(failed) or error(config) that name the file; a reader that has gone is
/// closed_pipe.
class output_file final : public sink {
public:
    /// Opens it, and finds out whether it may be written.
    explicit output_file(std::filesystem::path path, reader_wait wait = {});
    /// What was not published is removed; the old content stays.
    ~output_file() override;

    void write(std::string_view bytes) override;
    void flush() override;
    /// Everything is written and on disk; what is left to do for publish() cannot fail for want of
    /// space.
    void complete();
    /// The new content stands under the file's name. Includes complete().
    void publish();
    /// After publish() has failed: leaves the temporary file where it is, and says where. Empty
    /// when there is none.
    std::filesystem::path keep_temporary() noexcept;

private:
    class content;

    std::unique_ptr<content> content_;
};

} // namespace dunlin::output
