// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// The possible values of an option whose value is a TOOL or FORMAT.
std::vector<std::string> tool_names(std::string_view option);

/// Prints the possible values of an option or argument as the project's files and its database have
/// them, each as a line "value<TAB>description". `kind` is "versions", "environments", "tables",
/// "rules", "sets", "widget-orders" or "user-orders"; any other prints nothing. `arguments` are
/// those before the cursor, as they were typed; the global options among them choose the project
/// and its database.
///
/// Values from files are printed first. The database then has 80 ms to add to them. On timeout and
/// on any error the output just ends: nothing is printed on stderr. No server is started.
void print_live_values(std::string_view kind, std::span<const std::string> arguments);

} // namespace dunlin::commands
