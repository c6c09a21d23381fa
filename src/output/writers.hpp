// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/row_writer.hpp>

#include <memory>
#include <string_view>

namespace dunlin::output {

/// How formats without a notation for NULL show it.
inline constexpr std::string_view null_symbol = "\xE2\x88\x85"; // U+2205

std::unique_ptr<row_writer> make_csv_writer(sink& out, const row_options& options);
std::unique_ptr<row_writer> make_json_rows(sink& out, document shape);
std::unique_ptr<row_writer> make_ndjson_writer(sink& out);
std::unique_ptr<row_writer> make_markdown_writer(sink& out, const row_options& options);
std::unique_ptr<row_writer> make_table_writer(sink& out, const row_options& options);
std::unique_ptr<row_writer> make_vertical_writer(sink& out, const row_options& options);

/// The style of a value, or of NULL.
style cell_style(const column& described, const cell& value);

/// The columns' names, made unique by appending "_2", "_3" to repeated ones.
std::vector<std::string> unique_names(const std::vector<column>& columns);

/// "(3 rows)\n", "(10 rows, page 1 of 12, 120 in all)\n", "(100 rows, more were left out)\n".
std::string footer_text(std::int64_t rows, const row_extras& extras);

} // namespace dunlin::output
