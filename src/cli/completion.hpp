// SPDX-License-Identifier: MIT
#pragma once

#include "outline.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::cli {

/// The completion scripts, made from the outline; the same tree always gives the same text. What
/// may be typed next is in the script itself; only values that the project and its database know
/// are asked for, by the hidden word `__complete` of the program that is being typed.
std::string bash_completion(const std::vector<verb_facts>& all);
std::string zsh_completion(const std::vector<verb_facts>& all);
std::string fish_completion(const std::vector<verb_facts>& all);

/// The script of a shell. Throws error(usage) for a shell that is none of the three.
std::string completion_script(std::string_view shell, const std::vector<verb_facts>& all);

/// A text in single quotes of a POSIX shell.
std::string shell_quoted(std::string_view text);

/// The names of all options that take a value, each once, sorted.
std::vector<std::string> valued_options(const std::vector<verb_facts>& all);

/// The lines that offer the live values of a verb's own arguments, each at its place;
/// `not_an_option` is the shell's own test of the word that is being typed.
std::string positional_values(const verb_facts& verb, std::string_view not_an_option);

/// The patterns, with `between` them, under which a verb's option that takes a value is known.
std::string option_patterns(const verb_facts& verb, const option_facts& option,
                            std::string_view between);

/// How the value of an option or positional is completed.
enum class completed { nothing, words, live, files, folders };
completed how_completed(const option_facts& option);

} // namespace dunlin::cli
