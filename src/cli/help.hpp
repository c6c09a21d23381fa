// SPDX-License-Identifier: MIT
#pragma once

#include "tree.hpp"

#include <cstddef>
#include <string>

namespace dunlin::cli {

/// The text of -h: synopsis, verbs and options. Lines are wrapped at `width`.
std::string short_help(const tree& verbs, const CLI::App& app, std::size_t width);

/// The text of --help: also description, global options, examples and exit codes.
std::string long_help(const tree& verbs, const CLI::App& app, std::size_t width);

/// The text of `help --all`: the long help of the program, then the help of every verb without its
/// common parts.
std::string all_help(const tree& verbs, std::size_t width);

} // namespace dunlin::cli
