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

/// When a column is written, unless columns are chosen by name.
enum class shown {
    always,
    in_full, ///< not in a table, which has no room for everything
    by_name, ///< never
};

/// How times are written: local on a terminal, UTC everywhere else.
using time_writer = std::string (*)(timestamp);
time_writer time_writer_for(const context& context, output::format kind);

/// A column of records of type T.
template <class T> struct record_column {
    std::string_view name;
    output::value_kind kind;
    bool array;
    std::string_view type_name;
    shown when;
    /// The value's text; nullopt is NULL.
    std::optional<std::string> (*text)(const T&, time_writer);
};

/// The indexes of the columns that are written. Throws error(usage) for a name that is no column.
std::vector<std::size_t> choose_columns(std::span<const std::string_view> names,
                                        std::span<const shown> when,
                                        const std::vector<std::string>& chosen,
                                        output::format kind);

template <class T>
std::vector<std::size_t> choose_columns(std::span<const record_column<T>> columns,
                                        const std::vector<std::string>& chosen,
                                        output::format kind) {
    std::vector<std::string_view> names;
    std::vector<shown> when;
    for (const auto& each : columns) {
        names.push_back(each.name);
        when.push_back(each.when);
    }
    return choose_columns(names, when, chosen, kind);
}

/// Writes records as the rows of an `items` document.
template <class T> class record_table {
public:
    /// `chosen`: names of columns, none for the usual ones. `to` must outlive the table.
    record_table(context& context, output::format kind, output::sink& to,
                 std::span<const record_column<T>> columns, const std::vector<std::string>& chosen)
        : times_(time_writer_for(context, kind)) {
        std::vector<output::column> heads;
        for (const auto index : choose_columns(columns, chosen, kind)) {
            const auto& each = columns[index];
            columns_.push_back(&each);
            heads.push_back(
                {std::string(each.name), each.kind, each.array, std::string(each.type_name)});
        }
        auto options = context.row_options();
        options.shape = output::document::items;
        writer_ = output::make_row_writer(kind, to, options);
        writer_->columns(std::move(heads));
    }

    void write(const T& record) {
        texts_.clear();
        cells_.clear();
        for (const auto* each : columns_) {
            texts_.push_back(each->text(record, times_));
        }
        for (const auto& text : texts_) {
            cells_.push_back(text ? output::cell(*text) : std::nullopt);
        }
        writer_->row(cells_);
    }
    void write_all(const std::vector<T>& records) {
        for (const auto& each : records) {
            write(each);
        }
    }
    void finish(const output::row_extras& extras = {}) { writer_->finish(extras); }

private:
    time_writer times_;
    std::vector<const record_column<T>*> columns_;
    std::unique_ptr<output::row_writer> writer_;
    std::vector<std::optional<std::string>> texts_;
    std::vector<output::cell> cells_;
};

/// For verbs that change something before they write: throws as choose_columns does.
template <class T>
void check_columns(std::span<const record_column<T>> columns,
                   const std::vector<std::string>& chosen) {
    choose_columns(columns, chosen, output::format::vertical);
}

/// Writes whole records to stdout, one value a line unless another format is wanted. `written_to`:
/// the database in which they were made or changed.
template <class T>
void write_records(context& context, std::span<const record_column<T>> columns,
                   const std::vector<T>& records, const std::vector<std::string>& chosen,
                   std::optional<output::written_place> written_to = {}) {
    record_table<T> rows(context, context.format(output::format::vertical), context.out(), columns,
                         chosen);
    rows.write_all(records);
    output::row_extras extras;
    extras.written_to = std::move(written_to);
    rows.finish(extras);
}

} // namespace dunlin::commands
