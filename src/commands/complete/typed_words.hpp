// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>
#include <dunlin/config/settings.hpp>

#include <span>
#include <string>
#include <string_view>

namespace dunlin::commands {

/// A word of a command line as a shell would pass it on: quotes and backslashes taken away, `~/`
/// and a whole `$NAME` replaced. Commands in it are not run.
std::string as_passed(std::string_view word, const environment& variables);

/// The global options among the words of an unfinished command line that say which project and
/// which database are meant.
config::flags typed_flags(std::span<const std::string> words, const environment& variables);

} // namespace dunlin::commands
