// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dunlin::cli {

/// Answers the completion scripts of the shells, which run `dunlin __complete WORD...`: prints one
/// "candidate<TAB>description" a line. `words` are those of the command line after the program's
/// name, as they were typed; the last one is being completed and ends at the cursor. The shell
/// chooses among the candidates.
///
/// The last line may be a request to the shell: ":files" or ":folders" for names of those, or
/// ":value NAME" when only the user knows the value. Only values that the project or its database
/// know are looked up, see commands::print_live_values().
void print_completions(std::span<const std::string> words);

/// The completion script of a shell, as in completions/. Throws error(usage) for a shell that is
/// not bash, zsh or fish.
std::string_view completion_script(std::string_view shell);

} // namespace dunlin::cli
