// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/error.hpp>

#include <string>
#include <string_view>

namespace dunlin::commands {

/// What was probably meant by the unknown table or column that a query failed on, or which columns
/// there are; empty when nothing is near. `sql` is the text that was sent. Asks by a session of its
/// own and throws nothing.
std::string hint_for_unknown_name(const sqldb::sql_error& problem, std::string_view sql,
                                  const sqldb::config& database);

} // namespace dunlin::commands
