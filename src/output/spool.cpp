// SPDX-License-Identifier: MIT

#include <dunlin/base/file_error.hpp>
#include <dunlin/base/temporary_file.hpp>
#include <dunlin/output/spool.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>

namespace dunlin::output {
namespace {

constexpr std::size_t chunk_size = 64UL * 1024;

/// The number of bytes at the end of a text that begin an incomplete character.
std::size_t incomplete_character_size(std::string_view text) {
    for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if (byte >= 0xC0) {
            const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return length > back ? back : 0;
        }
        if (byte < 0x80) {
            break;
        }
    }
    return 0;
}

} // namespace

spool::spool() = default;
spool::~spool() = default;

void spool::write(std::string_view bytes) {
    if (!out_) {
        const std::filesystem::path folder = std::filesystem::temp_directory_path();
        const std::string name = fmt::format("a temporary file in {}", folder.string());
        file_ = std::make_unique<temporary_file>(folder, name);
        out_ = std::make_unique<descriptor_sink>(file_->descriptor(), name);
    }
    out_->write(bytes);
}

void spool::flush() {
    if (out_) {
        out_->flush();
    }
}

void spool::copy_to(sink& to) {
    if (!out_) {
        return;
    }
    out_->flush();
    std::string chunk;
    std::size_t carried = 0;
    for (off_t at = 0;;) {
        chunk.resize(carried + chunk_size);
        const ssize_t size = ::pread(file_->descriptor(), chunk.data() + carried, chunk_size, at);
        if (size < 0) {
            fail_to("read", file_->path(), errno);
        }
        chunk.resize(carried + static_cast<std::size_t>(size));
        at += size;
        carried = size == 0 ? 0 : incomplete_character_size(chunk);
        to.write(std::string_view(chunk).substr(0, chunk.size() - carried));
        if (size == 0) {
            return;
        }
        chunk.erase(0, chunk.size() - carried);
    }
}

} // namespace dunlin::output
