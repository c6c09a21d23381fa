// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace dunlin::cli {

/// What help, man pages and completions need to know about an option.
struct option_info {
    std::vector<std::string> names; ///< "-d", "--database"; of a positional its name
    std::string description;
    std::string group;
    std::string value;                ///< "URL"; empty for a switch
    std::vector<std::string> choices; ///< the possible values; empty: any
    std::string live;                 ///< the kind for commands::print_live_values(); empty: none
    bool positional = false;
    bool required = false;
    bool repeatable = false;
};

struct verb_info {
    std::string path; ///< "migrate up"; "" for the root
    std::string summary;
    std::string synopsis;
    std::vector<option_info> options;
    std::vector<std::string> verbs; ///< the next words of its verbs
    bool is_group = false;          ///< runs nothing without one of these
};

/// The root and every visible verb and group, parents before children.
std::vector<verb_info> outline(const CLI::App& root);

} // namespace dunlin::cli
