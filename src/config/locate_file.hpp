// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::config {

inline constexpr const char* file_name = "dunlin.toml";

/// The dunlin.toml of the project that `working_folder` is in, see load().
std::optional<std::filesystem::path> locate_file(const std::filesystem::path& working_folder,
                                                 std::vector<std::string>& warnings);

} // namespace dunlin::config
