// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace dunlin::local {

/// A base directory of the XDG specification: the value of `variable`, or `in_home` in the home
/// directory. Empty when neither is an absolute path.
std::filesystem::path xdg_folder(const char* variable, const std::filesystem::path& in_home);

} // namespace dunlin::local
