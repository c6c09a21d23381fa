// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
class Option;
} // namespace CLI

namespace dunlin::cli {

/// "dunlin migrate up".
std::string full_name(const CLI::App& app);

/// One line: "dunlin [GLOBAL] migrate up [OPTION]... [VERSION]".
std::string synopsis(const CLI::App& app);

/// What an option's value is called ("URL"); empty for a flag.
std::string value_name(const CLI::Option& option);

/// The verbs below an App that help shows.
std::vector<const CLI::App*> visible_verbs(const CLI::App& app);

/// An option as help writes it: "-d, --database URL", or the name of a positional.
std::string spelling(const CLI::Option& option);

} // namespace dunlin::cli
