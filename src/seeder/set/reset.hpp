// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_name.hpp"

#include <dunlin/seeder/apply.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <vector>

namespace dunlin::seeder {

/// See seeding::plan_reset.
reset_plan plan_reset(sqldb::executor& db, const std::vector<table_name>& tables);

/// Empties the tables of a plan with one TRUNCATE and sets their sequences back. Throws
/// error(refused) for tables outside unless the mode is cascade.
void truncate(sqldb::transaction& open, const reset_plan& plan, reset_mode mode);

} // namespace dunlin::seeder
