// SPDX-License-Identifier: MIT
#pragma once

#include "tree.hpp"

#include <cstddef>
#include <string>

namespace dunlin::cli {

/// What -h prints: synopsis, verbs or options. Lines are wrapped at `width`.
std::string short_help(const tree& verbs, const CLI::App& app, std::size_t width);

/// What --help prints: the same, and description, global options, examples and exit codes.
std::string long_help(const tree& verbs, const CLI::App& app, std::size_t width);

/// What `help --all` prints: the long help of the program, then each verb's own part of its help.
std::string all_help(const tree& verbs, std::size_t width);

} // namespace dunlin::cli
