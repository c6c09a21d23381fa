// SPDX-License-Identifier: MIT
#pragma once

#include "generator/ordinal.hpp"
#include "generator/value_rule.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::seeder {

/// Ranges of numbers, both ends included.
using ordinal_ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// What a rule leaves of a type's values, in order. Where the rule sets no bound the column's name
/// suggests one; `wide` goes up to the type's own end instead. Empty when nothing is left.
ordinal_ranges allowed_ranges(const ordinal_type& type, const value_rule& rule,
                              std::string_view column_name, bool wide);

} // namespace dunlin::seeder
