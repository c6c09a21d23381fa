// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_name.hpp"

#include <dunlin/seeder/apply.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <vector>

namespace dunlin::seeder {

/// See seeding::plan_reset().
reset_plan plan_reset(sqldb::executor& db, const std::vector<table_name>& tables);

/// Truncates the tables of a plan and restarts their sequences. Throws error(refused) if there are
/// referencing tables, unless the mode is `cascade`.
void truncate(sqldb::transaction& transaction, const reset_plan& plan, reset_mode mode);

} // namespace dunlin::seeder
