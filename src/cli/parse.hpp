// SPDX-License-Identifier: MIT
#pragma once

#include "tree.hpp"

#include <span>
#include <string>

namespace dunlin::cli {

enum class request { run, short_help, long_help, version };

/// A command line that was parsed.
struct parsed_line {
    request type = request::run;
    CLI::App* app = nullptr; ///< the verb, group or root
};

/// Parses a command line into the tree; the first argument is the program's name. Throws
/// error(usage), whose hint suggests a verb, option or value with a similar name. A request for
/// help or the version is accepted even if the rest of the line is invalid.
parsed_line parse(tree& verbs, std::span<const std::string> arguments);

} // namespace dunlin::cli
