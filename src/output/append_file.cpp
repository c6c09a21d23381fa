// SPDX-License-Identifier: MIT
#include "output_target.hpp"

#include <dunlin/base/file_error.hpp>
#include <dunlin/output/append_file.hpp>
#include <dunlin/output/sink.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace dunlin::output {
namespace {

int open_to_append(const std::filesystem::path& path, reader_wait wait) {
    const output_target target = find_output_target(path);
    if (target.type == output_target::kind::node ||
        target.type == output_target::kind::descriptor) {
        return open_in_place(target, O_APPEND, wait);
    }
    const int opened =
        ::open(target.path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (opened < 0) {
        fail_to("open", path, errno);
    }
    return opened;
}

} // namespace

append_file::append_file(std::filesystem::path path, reader_wait wait)
    : path_(std::move(path)), wait_(wait), descriptor_(open_to_append(path_, wait)) {}

append_file::~append_file() {
    ::close(descriptor_);
}

void append_file::write(std::string_view bytes) {
    descriptor_sink out(descriptor_, path_.string(), wait_.stop, wait_.limit);
    out.write(bytes);
    out.flush();
}

} // namespace dunlin::output
