// SPDX-License-Identifier: MIT
#pragma once

#include "generator/table_plan.hpp"

#include <cstdint>

namespace dunlin::seeder {

/// Decides how generated rows satisfy each unique key and exclusion constraint: by a column with
/// distinct values, by a foreign key that uses each parent once, by enumerating the combinations of
/// columns with few values, or by checking every row.
void plan_keys(table_plan& plan, std::uint64_t rows);

} // namespace dunlin::seeder
