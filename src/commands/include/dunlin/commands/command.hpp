// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/exit_code.hpp>

#include <functional>
#include <span>
#include <string_view>

namespace dunlin::commands {

class context;
class flag_set;

/// A verb with its flags read, ready to work.
using runner = std::function<exit_code(context&)>;

/// What a verb needs to run. Help and man pages say it, and show only the global options that have
/// an effect on it.
enum class needs {
    nothing,
    project, ///< the configuration and the project's files
    database,
};

/// One verb. `setup` spells the verb's flags on the given App into an options struct that lives in
/// the returned runner; it touches nothing else. Working, and every failure, is the runner's part.
struct command {
    std::string_view path;    ///< the words of the verb: "migrate up"
    std::string_view summary; ///< one line, no full stop
    needs need;
    runner (*setup)(flag_set&);
};

/// A word that only gathers verbs ("migrate").
struct group {
    std::string_view name;
    std::string_view summary;
};

/// All verbs in the order in which help lists them.
std::span<const command> list() noexcept;
std::span<const group> groups() noexcept;

} // namespace dunlin::commands
