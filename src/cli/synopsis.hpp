// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace dunlin::cli {

/// "dunlin migrate up".
std::string full_name(const CLI::App& app);

/// One line: "dunlin [GLOBAL] migrate up [OPTION]... [VERSION]".
std::string synopsis(const CLI::App& app);

/// An option as help writes it: "-d, --database URL", or the name of a positional.
std::string spelling(const CLI::Option& option);

} // namespace dunlin::cli
