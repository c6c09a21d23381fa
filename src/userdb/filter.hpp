// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>
#include <dunlin/user/model.hpp>

#include <string>

namespace dunlin::userdb {

/// Appends " WHERE ..." with the conditions of a filter, and their values to `values`; nothing for
/// an empty filter. The conditions are constants, so no value becomes part of the SQL. Returns
/// whether it appended anything.
bool append_filter(std::string& sql, sqldb::parameters& values, const user::filter& filter);

} // namespace dunlin::userdb
