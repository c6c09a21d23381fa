// SPDX-License-Identifier: MIT
#pragma once

#include "convert/writer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A script without the comments that are directives to its format's tool.
plain_script plain(const migration& of, const script& part);

/// "Add widget index" as a part of a file name: "add_widget_index".
std::string slug_of(std::string_view description);

/// The versions that a format gives the versioned migrations: their own where the format can,
/// otherwise the numbers that they begin with where these are ascending, otherwise 1, 2, 3 and so
/// on.
std::vector<std::string> versions_for(const writer& format, const source& from);

} // namespace dunlin::migrator
