// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::migrator {

/// Where to write the down script of the migration in `file`, as a hint. Empty where the format has
/// no place for one.
std::string down_script_hint(std::string_view format, std::string_view file);

} // namespace dunlin::migrator
