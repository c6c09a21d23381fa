// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::config {

/// Whether an environment variable decides which programs or libraries are run, or where dunlin
/// keeps the files that it trusts: PATH, PAGER, LD_PRELOAD, HOME ... The env_file that dunlin.toml
/// names comes with the checkout and must not set them; --env-file, which the user names, may.
bool chooses_programs(std::string_view name);

} // namespace dunlin::config
