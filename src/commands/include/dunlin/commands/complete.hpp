// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/exit_code.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// The tools or formats that an option of that name takes when its value is a TOOL or FORMAT.
std::vector<std::string> tool_words(std::string_view option);

/// Answers the completion scripts of the shells: prints what may stand at the cursor, one
/// "value<TAB>description" a line. `words` are what is asked for ("versions", "environments",
/// "tables", "sets", "widget-orders", "user-orders") and then the words of the command line before
/// the cursor, as they were typed; the global options among them choose the project and its
/// database.
///
/// What the project's files tell comes at once. A server has 80 ms to add to it; then, and whenever
/// anything is wrong, the answer simply ends. Nothing is said on stderr, and
/// no server is started. Always `done`.
exit_code answer_completion(std::span<const std::string> words);

} // namespace dunlin::commands
