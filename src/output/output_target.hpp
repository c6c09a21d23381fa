// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/reader_wait.hpp>

#include <sys/stat.h>

#include <filesystem>

namespace dunlin::output {

/// The file that an output name refers to.
struct output_target {
    enum class kind {
        absent,     ///< nothing yet
        regular,    ///< a regular file
        node,       ///< a device or FIFO
        descriptor, ///< one that this program was started with, as in /dev/stdout
    };

    kind type = kind::absent;
    std::filesystem::path path; ///< after all symbolic links
    int number = -1;            ///< the descriptor's
    struct stat info {};        ///< of a regular file
};

/// Follows symbolic links and classifies the file. Throws error(failed) for folders, sockets, and
/// another user's file in a world-writable folder such as /tmp, where a link could point anywhere.
output_target find_output_target(const std::filesystem::path& name);

/// Opens a node or a descriptor for writing; the caller closes it. Waits for the reader of a FIFO,
/// which may end in error(interrupted) or error(timed_out). `flags` are added to open()'s.
int open_in_place(const output_target& target, int flags, reader_wait wait);

} // namespace dunlin::output
