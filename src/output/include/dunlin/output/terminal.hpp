// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>

#include <cstddef>
#include <string_view>

namespace dunlin::output {

/// Whether a descriptor is a terminal, and its size.
struct terminal {
    bool is_terminal = false;
    std::size_t width = 0;  ///< cells per line; 0 when it is not a terminal
    std::size_t height = 0; ///< lines; 0: unknown
};

/// Inspects a descriptor. COLUMNS in the environment overrides the width that the system reports; a
/// terminal of unknown width has 80 cells.
terminal inspect_terminal(int descriptor, const environment& variables);

enum class colour_choice { automatic, always, never };

/// "auto", "always" or "never"; anything else throws error(usage).
colour_choice parse_colour_choice(std::string_view name);

/// Whether to use colour. `automatic` checks, in this order: NO_COLOR not empty: no (no-color.org);
/// CLICOLOR_FORCE neither empty nor 0: yes; TERM=dumb or CLICOLOR=0: no; else: when it is a
/// terminal.
bool use_colour(colour_choice choice, const terminal& output, const environment& variables);

} // namespace dunlin::output
