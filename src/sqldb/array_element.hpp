// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::sqldb {

/// Appends an element of an array's text form in double quotes (manual, 8.15.6).
void append_quoted_element(std::string& text, std::string_view element);

} // namespace dunlin::sqldb
