// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/widget/model.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dunlin::widgetdb {

/// Header and trailer of COPY's binary format (manual, COPY, "Binary Format").
inline constexpr std::string_view binary_header{"PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0", 19};
inline constexpr std::string_view binary_trailer{"\xFF\xFF", 2};

/// Appends a row of the ten columns that the loader copies, after the row's number unless null.
void append_binary_row(std::string& out, const widget::widget& widget,
                       const std::int64_t* row_number = nullptr);

} // namespace dunlin::widgetdb
