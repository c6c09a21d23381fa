// SPDX-License-Identifier: MIT
#pragma once

#include "generator/column_hints.hpp"
#include "generator/value_generator.hpp"
#include "generator/value_rule.hpp"
#include "table/table_shape.hpp"

namespace dunlin::seeder {

/// A generator for the values of a type under a rule; the column's name makes them plausible.
/// `wide`: distinct values are needed, so numbers may go up to the end of their type.
generator_result make_values(const type_shape& type, const value_rule& rule,
                             const column_reference& column, bool wide);

} // namespace dunlin::seeder
