// SPDX-License-Identifier: MIT
#pragma once

#include "generator/ordinal.hpp"
#include "generator/value_rule.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::seeder {

/// Ranges of numbers, inclusive.
using ordinal_ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// The values of a type that a rule allows, in order; empty if there are none. Where the rule sets
/// no bound, the column's name suggests one; with `wide` the upper bound is that of the type.
ordinal_ranges allowed_ranges(const ordinal_type& type, const value_rule& rule,
                              std::string_view column_name, bool wide);

} // namespace dunlin::seeder
