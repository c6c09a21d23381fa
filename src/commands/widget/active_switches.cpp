// SPDX-License-Identifier: MIT
#include "widget/active_switches.hpp"

#include "shared/arguments.hpp"

#include <dunlin/commands/flag_set.hpp>

namespace dunlin::commands {

void add_active_switches(flag_set& flags, active_switches& switches, const std::string& yes_help,
                         const std::string& no_help) {
    flags.add_switch("--is-active", switches.is_active, yes_help);
    flags.add_switch("--active", switches.active, yes_help).hidden();
    flags.add_switch("--inactive", switches.inactive, no_help);
}

std::optional<bool> read_active_switches(const active_switches& switches) {
    return read_switch_pair(switches.is_active ? "--is-active" : "--active",
                            switches.is_active || switches.active, "--inactive", switches.inactive);
}

} // namespace dunlin::commands
