// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/column.hpp>
#include <dunlin/output/row_writer.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dunlin::commands {

/// When a column is written, unless --columns names the columns.
enum class column_visibility {
    always,
    wide_formats, ///< not in tables, which have too little room
    json_formats, ///< in JSON and NDJSON only: an old name of another column
    on_request,   ///< only by --columns
};

/// How times are written: in local time on a terminal, else in UTC.
using time_formatter = std::string (*)(timestamp);
time_formatter time_formatter_for(const context& context, output::format kind);

/// A column of a table of records.
template <class T> struct record_column {
    std::string_view name;
    output::value_kind kind;
    bool array;
    std::string_view type_name;
    column_visibility visibility;
    /// The value's text; nullopt is NULL.
    std::optional<std::string> (*text)(const T&, time_formatter);
    unsigned omit_order = 0; ///< see output::column
};

/// The indexes of the columns to write: the named ones, or those that the format shows. Throws
/// error(usage) for an unknown name.
std::vector<std::size_t> choose_columns(std::span<const std::string_view> names,
                                        std::span<const column_visibility> visibility,
                                        const std::vector<std::string>& chosen,
                                        output::format kind);

template <class T>
std::vector<std::size_t> choose_columns(std::span<const record_column<T>> columns,
                                        const std::vector<std::string>& chosen,
                                        output::format kind) {
    std::vector<std::string_view> names;
    std::vector<column_visibility> visibility;
    for (const auto& column : columns) {
        names.push_back(column.name);
        visibility.push_back(column.visibility);
    }
    return choose_columns(names, visibility, chosen, kind);
}

/// Writes records as the rows of an `items` document.
template <class T> class record_table {
public:
    /// `chosen`: the columns' names; none: those that the format shows. `sink` must outlive the
    /// table.
    record_table(context& context, output::format kind, output::sink& sink,
                 std::span<const record_column<T>> columns, const std::vector<std::string>& chosen)
        : format_time_(time_formatter_for(context, kind)) {
        std::vector<output::column> headers;
        for (const auto index : choose_columns(columns, chosen, kind)) {
            const auto& column = columns[index];
            columns_.push_back(&column);
            // Whoever names the columns wants to see all of them.
            headers.push_back({std::string(column.name), column.kind, column.array,
                               std::string(column.type_name),
                               chosen.empty() ? column.omit_order : 0});
        }
        auto options = context.row_options();
        options.shape = output::document::items;
        writer_ = output::make_row_writer(kind, sink, options);
        writer_->columns(std::move(headers));
    }

    void write(const T& record) {
        texts_.clear();
        cells_.clear();
        for (const auto* column : columns_) {
            texts_.push_back(column->text(record, format_time_));
        }
        for (const auto& text : texts_) {
            cells_.push_back(text ? output::cell(*text) : std::nullopt);
        }
        writer_->row(cells_);
    }
    void write_all(const std::vector<T>& records) {
        for (const auto& record : records) {
            write(record);
        }
    }
    void finish(const output::row_extras& extras = {}) { writer_->finish(extras); }

private:
    time_formatter format_time_;
    std::vector<const record_column<T>*> columns_;
    std::unique_ptr<output::row_writer> writer_;
    std::vector<std::optional<std::string>> texts_;
    std::vector<output::cell> cells_;
};

/// Throws as choose_columns(), for verbs that change something before they write.
template <class T>
void check_columns(std::span<const record_column<T>> columns,
                   const std::vector<std::string>& chosen) {
    choose_columns(columns, chosen, output::format::vertical);
}

/// Writes records to stdout, by default one value per line. `written_to`: the database in which
/// they were created or updated.
template <class T>
void write_records(context& context, std::span<const record_column<T>> columns,
                   const std::vector<T>& records, const std::vector<std::string>& chosen,
                   std::optional<output::written_database> written_to = {}) {
    record_table<T> rows(context, context.format(output::format::vertical), context.out(), columns,
                         chosen);
    rows.write_all(records);
    output::row_extras extras;
    extras.written_to = std::move(written_to);
    rows.finish(extras);
}

} // namespace dunlin::commands
