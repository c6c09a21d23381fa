// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin::cli {

/// What `dunlin --version` prints: the version alone on the first line, then the commit and what
/// the program was built with.
std::string version_text();
/// The same as one JSON document.
std::string version_json();

} // namespace dunlin::cli
