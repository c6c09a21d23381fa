// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dunlin::cli {

/// Prints the candidates for `dunlin __complete ARGUMENT...`, which the shells' completion scripts
/// run: one "candidate<TAB>description" per line. The arguments are as typed; the last one ends at
/// the cursor and is being completed. The shell selects the candidates that match it.
///
/// The last line may be a request to the shell: ":files" or ":folders" to complete those, or
/// ":value NAME" for a value that only the user knows. See also commands::print_live_values().
void print_completions(std::span<const std::string> arguments);

/// The script in completions/ for a shell. Throws error(usage) unless that is bash, zsh or fish.
std::string_view completion_script(std::string_view shell);

} // namespace dunlin::cli
