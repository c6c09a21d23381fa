// SPDX-License-Identifier: MIT
#pragma once

#include "outline.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::cli {

/// The file name of a verb's page: "dunlin-migrate-up.1"; "dunlin.1" for the root.
std::string page_name(const verb_facts& verb);

/// A verb's page in the man macros of roff. `all` is the whole outline, whose first element is the
/// root. The same tree always gives the same text.
std::string verb_page(const verb_facts& verb, const std::vector<verb_facts>& all);

/// A page that is prose alone: the format of a file. `name` is that of the prose.
std::string format_page(std::string_view name, std::string_view summary);

} // namespace dunlin::cli
