// SPDX-License-Identifier: MIT
#include "read/reader_options.hpp"

#include <fmt/format.h>

namespace dunlin::seeder {

std::string format_size(std::size_t bytes) {
    constexpr std::size_t mebi = std::size_t{1} << 20U;
    return bytes >= mebi ? fmt::format("{} MiB", bytes / mebi) : fmt::format("{} bytes", bytes);
}

} // namespace dunlin::seeder
