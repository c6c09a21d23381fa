// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin::commands {

class context;

/// Prints one rule with its examples. Throws error(usage) when there is none.
void explain_rule(const std::string& id, context& context);
/// Prints all rules as a table or in the chosen format.
void write_rules(context& context);

} // namespace dunlin::commands
