// SPDX-License-Identifier: MIT
#pragma once

#include "tree.hpp"

#include <span>
#include <string>

namespace dunlin::cli {

enum class request { run, short_help, long_help, version };

/// What a command line asks for.
struct parsed {
    request what = request::run;
    CLI::App* app = nullptr; ///< the verb, the group or the root that was named
};

/// Reads a command line into the tree; the first word is the program's name. Throws error(usage),
/// with a "did you mean" where something is near: an unknown verb, an unknown option, a value that
/// an option cannot take. Asking for help or the version is heard even when the rest is wrong.
parsed parse(tree& verbs, std::span<const std::string> words);

} // namespace dunlin::cli
