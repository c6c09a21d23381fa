// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>
#include <dunlin/config/settings.hpp>

#include <span>
#include <string>
#include <string_view>

namespace dunlin::commands {

/// A typed argument as a shell would pass it: without quotes and backslashes, with `~/` and an
/// argument that is only `$NAME` expanded. Command substitutions are not run.
std::string expand_argument(std::string_view argument, const environment& variables);

/// The global options of an unfinished command line that choose the project and its database.
config::flags typed_options(std::span<const std::string> arguments, const environment& variables);

} // namespace dunlin::commands
