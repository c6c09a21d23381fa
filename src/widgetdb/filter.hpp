// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>
#include <dunlin/widget/filter.hpp>

#include <string>

namespace dunlin::widgetdb {

/// Appends " WHERE ..." with the conditions that the filter gives, if any, from a closed table of
/// texts; their values go into `values`. Returns whether it appended anything.
bool append_filter(std::string& sql, sqldb::parameters& values, const widget::filter& which);

} // namespace dunlin::widgetdb
