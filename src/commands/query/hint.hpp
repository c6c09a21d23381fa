// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/error.hpp>

#include <string>
#include <string_view>

namespace dunlin::commands {

/// A hint for a query that failed on an unknown table or column: the closest name or the list of
/// the columns, empty for none. `sql` is the text that was sent. Opens its own session and never
/// throws.
std::string hint_for_unknown_name(const sqldb::sql_error& problem, std::string_view sql,
                                  const sqldb::config& database);

} // namespace dunlin::commands
