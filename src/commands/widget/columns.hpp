// SPDX-License-Identifier: MIT
#pragma once

#include "shared/record_table.hpp"

#include <dunlin/widget/report.hpp>

#include <span>

namespace dunlin::commands {

/// The columns of widgets on stdout. Import and JSON on stdin use the same names.
std::span<const record_column<widget::widget>> widget_columns() noexcept;
std::span<const record_column<widget::found_widget>> found_widget_columns() noexcept;
/// With `parts`, a JSON array.
std::span<const record_column<widget::widget_with_parts>> widget_with_parts_columns() noexcept;
std::span<const record_column<widget::counted_widget>> counted_widget_columns() noexcept;
std::span<const record_column<widget::ranked_widget>> ranked_widget_columns() noexcept;
std::span<const record_column<widget::grouped_widget>> grouped_widget_columns() noexcept;

} // namespace dunlin::commands
