// SPDX-License-Identifier: MIT
#pragma once

#include "tree.hpp"

#include <string>

namespace dunlin::cli {

/// What -h prints: synopsis, verbs or options, one line each.
std::string short_help(const tree& verbs, const CLI::App& app);

/// What --help prints: the same, and the global options and exit codes.
std::string long_help(const tree& verbs, const CLI::App& app);

} // namespace dunlin::cli
