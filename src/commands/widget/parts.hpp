// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/widget/part.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// [{"name":"Handle","quantity":2}]
std::string write_parts(const std::vector<widget::part>& parts);

/// Reads a JSON array of such objects; the quantity is 1 where it is missing. Throws error(usage).
std::vector<widget::new_part> read_parts(std::string_view json);

} // namespace dunlin::commands
