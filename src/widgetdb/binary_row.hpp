// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/widget/model.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dunlin::widgetdb {

/// COPY's binary format (manual, COPY, "Binary Format"): the header, a row, and the trailer.
inline constexpr std::string_view binary_header{"PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0", 19};
inline constexpr std::string_view binary_trailer{"\xFF\xFF", 2};

/// Appends a row of the nine columns that loader copies, the row's number first when it is wanted.
void append_binary_row(std::string& out, const widget::widget& one,
                       const std::int64_t* row_number = nullptr);

} // namespace dunlin::widgetdb
