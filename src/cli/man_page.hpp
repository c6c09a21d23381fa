// SPDX-License-Identifier: MIT
#pragma once

#include "outline.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::cli {

/// The file name of a verb's page: "dunlin-migrate-up.1"; "dunlin.1" for the root.
std::string page_name(const verb_info& verb);

/// A verb's man page. `all` is the whole outline, which begins with the root. The text depends on
/// nothing else.
std::string verb_page(const verb_info& verb, const std::vector<verb_info>& all);

/// The man page of a file format, made from the prose `name`.
std::string format_page(std::string_view name, std::string_view summary);

} // namespace dunlin::cli
