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

/// A row of an import: its fields, or the reason why it is invalid.
struct source_row {
    std::size_t line = 0; ///< of the file, from 1
    widget_fields fields;
    std::string problem; ///< empty: the row is valid
};

/// Reads rows from a file. Throws error(usage) with file and line when the file cannot be read on,
/// for an unknown name in the header or a line that is too long.
class widget_source {
public:
    widget_source() = default;
    widget_source(const widget_source&) = delete;
    widget_source& operator=(const widget_source&) = delete;
    virtual ~widget_source() = default;

    /// Returns false at the end.
    virtual bool next(source_row& row) = 0;
};

/// CSV with a header line of field names in any order. A field that is empty and not quoted is not
/// given. `input` must outlive the source.
std::unique_ptr<widget_source> csv_widgets(input& input);

/// One JSON object per line. Blank lines are skipped.
std::unique_ptr<widget_source> ndjson_widgets(input& input);

} // namespace dunlin::commands
