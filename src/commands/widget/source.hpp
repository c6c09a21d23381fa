// SPDX-License-Identifier: MIT
#pragma once

#include "shared/input.hpp"
#include "widget/fields.hpp"

#include <dunlin/base/error.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace dunlin::commands {

/// A row of an import: its fields, or what is wrong with it.
struct source_row {
    std::size_t line = 0; ///< of the file, from 1
    widget_fields fields;
    std::string problem; ///< empty: it is sound
};

/// Rows from a file, one by one. Throws error(usage) with file and line for what makes the file
/// unreadable: a header that names no field, a line without end.
class widget_source {
public:
    widget_source() = default;
    widget_source(const widget_source&) = delete;
    widget_source& operator=(const widget_source&) = delete;
    virtual ~widget_source() = default;

    /// False at the end.
    virtual bool next(source_row& row) = 0;
};

/// CSV with a header line of field names, in any order; a field without a column, or empty and not
/// quoted, is not given. `from` must outlive the source.
std::unique_ptr<widget_source> csv_widgets(input& from);

/// One JSON object a line. Blank lines are passed over.
std::unique_ptr<widget_source> ndjson_widgets(input& from);

} // namespace dunlin::commands
