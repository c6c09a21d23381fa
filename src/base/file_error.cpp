// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/file_error.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace dunlin {

void fail_to(std::string_view action, const std::filesystem::path& path, int reason) {
    const auto kind =
        reason == ENOENT || reason == ENOTDIR ? error_kind::config : error_kind::failed;
    throw error(kind,
                fmt::format("cannot {} {}: {}", action, path.string(), std::strerror(reason)));
}

} // namespace dunlin
