// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::config {

/// Whether a variable of the environment decides which programs or libraries are run, or where
/// dunlin keeps what it trusts: PATH, PAGER, LD_PRELOAD, HOME ... The file of variables that
/// dunlin.toml names comes with the checkout and shall not set them; --env-file, which the user
/// names, may.
bool chooses_programs(std::string_view name);

} // namespace dunlin::config
