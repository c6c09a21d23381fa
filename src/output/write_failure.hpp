// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace dunlin::output {

/// Throws "cannot write PATH: REASON": error(config) where a folder is missing, else error(failed).
[[noreturn]] void fail_to(std::string_view action, const std::filesystem::path& path, int reason);

} // namespace dunlin::output
