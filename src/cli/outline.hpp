// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace dunlin::cli {

/// The command tree as plain facts, for man pages and completions.
struct option_facts {
    std::vector<std::string> names; ///< "-d", "--database"; a positional has its name alone
    std::string description;
    std::string group;
    std::string value;                ///< "URL"; empty for a flag
    std::vector<std::string> choices; ///< the words that it takes; empty: anything
    std::string live;                 ///< the kind of its values, see commands::print_live_values()
    bool positional = false;
    bool required = false;
    bool repeatable = false;
};

struct verb_facts {
    std::string path; ///< "migrate up"; the root has ""
    std::string summary;
    std::string synopsis;
    std::vector<option_facts> options;
    std::vector<std::string> verbs; ///< the words that may follow
};

/// The root and every verb and group that is not hidden, parents before children.
std::vector<verb_facts> outline(const CLI::App& root);

} // namespace dunlin::cli
