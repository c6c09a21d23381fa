// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/exit_code.hpp>

#include <functional>
#include <span>
#include <string_view>

namespace dunlin::commands {

class context;
class flag_set;

/// Runs a verb whose flags were read.
using runner = std::function<exit_code(context&)>;

/// What a verb needs to run. Help and man pages say it, and show only the global options that have
/// an effect on it.
enum class needs {
    nothing,
    project, ///< the configuration and the project's files
    database,
};

/// One verb. `setup` adds the verb's flags, which are read into an options struct that the returned
/// runner owns. It does nothing else and cannot fail; all the work is the runner's.
struct command {
    std::string_view path;    ///< "migrate up"
    std::string_view summary; ///< one line, no full stop
    needs need;
    runner (*setup)(flag_set&);
};

/// The first word of several verbs ("migrate").
struct group {
    std::string_view name;
    std::string_view summary;
};

/// All verbs in the order in which help lists them.
std::span<const command> list() noexcept;
std::span<const group> groups() noexcept;

} // namespace dunlin::commands
