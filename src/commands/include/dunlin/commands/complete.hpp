// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// The tools or formats that an option of that name takes when its value is a TOOL or FORMAT.
std::vector<std::string> tool_words(std::string_view option);

/// Prints the values of an option or argument that only the project or its database know, one
/// "value<TAB>description" a line. `kind` is "versions", "environments", "tables", "sets",
/// "widget-orders" or "user-orders"; anything else prints nothing. `words` are those of the command
/// line before the cursor, as they were typed; the global options among them choose the project and
/// its database.
///
/// Values from the project's files are printed at once. A server has 80 ms to add to them; then,
/// and on any error, the answer simply ends. Nothing is printed on stderr, and no server is
/// started.
void print_live_values(std::string_view kind, std::span<const std::string> words);

} // namespace dunlin::commands
