// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace dunlin::commands {

class flag_set;

/// --is-active and --inactive, and --active, the name of the first before version 1.0.
struct active_switches {
    bool is_active = false;
    bool active = false;
    bool inactive = false;
};

void add_active_switches(flag_set& flags, active_switches& switches, const std::string& yes_help,
                         const std::string& no_help);

/// Nullopt when none was given. Throws error(usage) for opposite ones.
std::optional<bool> read_active_switches(const active_switches& switches);

} // namespace dunlin::commands
