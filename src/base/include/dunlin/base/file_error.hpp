// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace dunlin {

/// Throws "cannot ACTION PATH: REASON" for an errno: error(config) when the file or a folder above
/// it does not exist, else error(failed).
[[noreturn]] void fail_to(std::string_view action, const std::filesystem::path& path, int reason);

} // namespace dunlin
