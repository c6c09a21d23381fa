// SPDX-License-Identifier: MIT
#include "writers.hpp"

#include <dunlin/output/row_writer.hpp>

#include <fmt/format.h>

#include <set>

namespace dunlin::output {

std::unique_ptr<row_writer> make_row_writer(format kind, sink& out, const row_options& options) {
    switch (kind) {
    case format::table:
        return make_table_writer(out, options);
    case format::vertical:
        return make_vertical_writer(out, options);
    case format::json:
        return make_json_rows(out, options.shape);
    case format::ndjson:
        return make_ndjson_writer(out);
    case format::csv:
        return make_csv_writer(out, options);
    case format::markdown:
        return make_markdown_writer(out, options);
    }
    return nullptr;
}

style cell_style(const column& described, const cell& value) {
    if (!value) {
        return style::faint;
    }
    return described.style_of != nullptr ? described.style_of(*value) : style::none;
}

std::vector<std::string> unique_names(const std::vector<column>& columns) {
    std::set<std::string> original_names;
    for (const auto& column : columns) {
        original_names.insert(column.name);
    }
    std::set<std::string> used;
    std::vector<std::string> names;
    for (const auto& column : columns) {
        std::string name = column.name;
        for (int number = 2; used.contains(name); ++number) {
            // With columns x, x, x_2 the second must not become x_2.
            const std::string candidate = fmt::format("{}_{}", column.name, number);
            if (!original_names.contains(candidate)) {
                name = candidate;
            }
        }
        used.insert(name);
        names.push_back(std::move(name));
    }
    return names;
}

std::string footer_text(std::int64_t rows, const row_extras& extras) {
    std::string text = fmt::format("({} {}", rows, rows == 1 ? "row" : "rows");
    if (extras.page && extras.total && extras.rows_per_page.value_or(0) > 0) {
        const auto pages = (*extras.total + *extras.rows_per_page - 1) / *extras.rows_per_page;
        text += fmt::format(", page {} of {}, {} in all", *extras.page, pages, *extras.total);
    } else if (extras.total) {
        text += fmt::format(", {} in all", *extras.total);
    }
    if (extras.next) {
        text += fmt::format(", next: --after {}", *extras.next);
    }
    if (extras.truncated) {
        text += ", more were left out";
    }
    return text + ")\n";
}

} // namespace dunlin::output
