// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>
#include <dunlin/widget/filter.hpp>

#include <string>

namespace dunlin::widgetdb {

/// Appends " WHERE ..." with the conditions of a filter, and their values to `values`; nothing for
/// an empty filter. The conditions are constants, so no value becomes part of the SQL. Returns
/// whether it appended anything.
bool append_filter(std::string& sql, sqldb::parameters& values, const widget::filter& filter);

} // namespace dunlin::widgetdb
