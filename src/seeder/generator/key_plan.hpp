// SPDX-License-Identifier: MIT
#pragma once

#include "generator/table_plan.hpp"

#include <cstdint>

namespace dunlin::seeder {

/// Decides for each unique key and exclusion constraint what keeps its rows apart: one column whose
/// values are all distinct, a foreign key that uses each parent once, or all combinations of
/// columns with few values counted through.
void satisfy_keys(table_plan& plan, std::uint64_t rows);

} // namespace dunlin::seeder
