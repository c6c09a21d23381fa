// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/row_writer.hpp>
#include <dunlin/output/sink.hpp>

#include <string>
#include <vector>

/// What a writer makes of these rows.
inline std::string written(dunlin::output::format kind,
                           const std::vector<dunlin::output::column>& columns,
                           const std::vector<std::vector<dunlin::output::cell>>& rows,
                           const dunlin::output::row_options& options = {},
                           const dunlin::output::row_extras& extras = {}) {
    dunlin::output::string_sink out;
    const auto writer = dunlin::output::make_row_writer(kind, out, options);
    writer->columns(columns);
    for (const auto& row : rows) {
        writer->row(row);
    }
    writer->finish(extras);
    return out.text;
}
