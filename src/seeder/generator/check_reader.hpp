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

/// The requirements of a CHECK, as far as they are supported.
struct check_meaning {
    std::map<std::size_t, value_rule> rules; ///< by column
    std::vector<column_relation> relations;
    std::set<std::size_t> columns; ///< all columns in the expression
    /// Why it is not supported completely ("it calls the function f"); otherwise empty.
    std::string unsupported;
};

/// Finds the index of a column by name. In a domain, VALUE is the value.
using column_finder = std::function<std::optional<std::size_t>(std::string_view)>;

/// Reads the expression of a CHECK as the server prints it. Supports comparisons with constants and
/// columns, IN, BETWEEN, LIKE, regular expressions, lengths, NULL tests, AND, and OR between values
/// of one column or with IS NULL.
check_meaning read_check(std::string_view text, const column_finder& find);

/// The same for a CHECK of a domain, whose value is column 0.
check_meaning read_domain_check(std::string_view text);

/// Adds the requirements of another rule for the same column.
void combine(value_rule& rule, const value_rule& other);

} // namespace dunlin::seeder
