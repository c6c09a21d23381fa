// SPDX-License-Identifier: MIT
#pragma once

#include "shared/record_table.hpp"

#include <dunlin/widget/report.hpp>

#include <span>

namespace dunlin::commands {

/// The columns of widgets on stdout. Import and JSON on stdin use the same names.
std::span<const record_column<widget::widget>> widget_columns() noexcept;
std::span<const record_column<widget::found_widget>> found_widget_columns() noexcept;

} // namespace dunlin::commands
