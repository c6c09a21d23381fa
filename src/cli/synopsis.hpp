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

/// Whether the App is a verb of commands::list(), and does not only group verbs.
bool is_verb(const CLI::App& app);

/// "dunlin [GLOBAL]... migrate up [OPTION]... [VERSION]".
std::string synopsis(const CLI::App& app);

/// The arguments and options that the verb cannot do without: "TABLE FILE", "--to FORMAT".
std::string required_arguments(const CLI::App& app);

/// The name of an option's value ("URL"); empty for a switch.
std::string value_name(const CLI::Option& option);

/// The verbs below an App that help lists.
std::vector<const CLI::App*> visible_verbs(const CLI::App& app);

/// "-d, --database URL", or the name of a positional.
std::string spelling(const CLI::Option& option);

} // namespace dunlin::cli
