// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>
#include <dunlin/user/model.hpp>

#include <string>

namespace dunlin::userdb {

/// Appends " WHERE ..." with the conditions that the filter gives, if any, from a closed table of
/// texts; their values go into `values`. Returns whether it appended anything.
bool append_filter(std::string& sql, sqldb::parameters& values, const user::filter& which);

} // namespace dunlin::userdb
