// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin::cli {

/// The text of `dunlin --version`: the version on the first line, then the commit, the compiler and
/// the libraries.
std::string version_text();
/// The same as one JSON document.
std::string version_json();

} // namespace dunlin::cli
