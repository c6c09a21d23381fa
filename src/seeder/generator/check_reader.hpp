// SPDX-License-Identifier: MIT
#pragma once

#include "generator/value_rule.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// What a CHECK demands, as far as it is understood.
struct check_meaning {
    std::map<std::size_t, value_rule> rules; ///< by column
    std::vector<column_relation> relations;
    std::set<std::size_t> columns; ///< all that the expression names
    /// Why it is not understood ("it calls the function f"); empty: it is, wholly.
    std::string obscure;
};

/// Finds a column by its name; VALUE stands for a domain's value.
using column_finder = std::function<std::optional<std::size_t>(std::string_view)>;

/// Reads the expression of a CHECK as the server prints it: comparisons with constants and columns,
/// IN, BETWEEN, LIKE and regular expressions, lengths, NULL tests, AND, and OR where it only adds
/// values or NULL. New meanings are added to `rules`.
check_meaning read_check(std::string_view text, const column_finder& find);

/// The same for a CHECK of a domain, whose value stands for column 0.
check_meaning read_domain_check(std::string_view text);

/// Puts two demands on one column together.
void combine(value_rule& into, const value_rule& more);

} // namespace dunlin::seeder
