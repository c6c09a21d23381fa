// SPDX-License-Identifier: MIT
#include "read/row_source.hpp"

#include "read/csv_reader.hpp"
#include "read/input.hpp"
#include "read/ndjson_reader.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/secrets.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

std::string quote_literal(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        quoted.append(c == '\'' ? 2 : 1, c);
    }
    return quoted + "'";
}

/// Rows of a file with the reader of its format.
template <class Reader> class file_rows : public row_source {
public:
    template <class... Rest>
    explicit file_rows(const seed_file& file, Rest&&... rest)
        : input_(file), reader_(input_, std::forward<Rest>(rest)...) {}

    std::size_t skip_through(std::size_t line) override { return reader_.skip_through(line); }
    [[nodiscard]] std::size_t file_line(std::size_t sent) const override {
        return reader_.file_line(sent);
    }
    [[nodiscard]] std::int64_t records() const override { return reader_.records(); }
    [[nodiscard]] std::int64_t position() const override { return input_.position(); }
    [[nodiscard]] std::int64_t size() const override { return input_.size(); }

protected:
    Reader& reader() noexcept { return reader_; }
    [[nodiscard]] const Reader& reader() const noexcept { return reader_; }

private:
    input input_;
    Reader reader_;
};

class csv_rows final : public file_rows<csv_reader> {
public:
    csv_rows(const seed_file& file, const table_shape& table, const load_options& options,
             bad_rows& bad, row_form form)
        : file_rows(file, display_name(file), bad, reader_options{options.field_limit, form}),
          null_text_(options.null_text) {
        for (const auto& name : reader().header()) {
            columns_.push_back(column_of(name, table, display_name(file)));
        }
    }

    std::string_view next() override {
        const auto rows = reader().next();
        at_end_ = rows.empty();
        return rows;
    }
    [[nodiscard]] const std::vector<std::size_t>& columns() const override { return columns_; }
    [[nodiscard]] std::vector<std::vector<std::size_t>> shapes() const override {
        return {columns_};
    }
    [[nodiscard]] bool has_shape_numbers() const override { return false; }
    [[nodiscard]] bool at_end() const override { return at_end_; }
    [[nodiscard]] std::string copy_options() const override {
        return " (FORMAT csv, NULL " + quote_literal(null_text_) + ")";
    }

private:
    static std::size_t column_of(const std::string& name, const table_shape& table,
                                 const std::string& file) {
        const auto index = table.find_column(name);
        if (index && !table.columns[*index].generated) {
            return *index;
        }
        const source_location location{file, 1, 0, {}};
        if (index) {
            throw error(error_kind::config,
                        fmt::format("column {} of {} is generated and cannot be loaded", name,
                                    to_string(table.name)))
                .with_hint("remove the column from the file")
                .at(location);
        }
        std::vector<std::string> names;
        for (const auto& column : table.columns) {
            names.push_back(column.name);
        }
        const std::string suggestion = closest_match(name, names);
        throw error(error_kind::config,
                    fmt::format("{} has no column \"{}\"", to_string(table.name), name))
            .with_hint(suggestion.empty()
                           ? fmt::format("the columns are {}", fmt::join(names, ", "))
                           : fmt::format("did you mean \"{}\"?", suggestion))
            .at(location);
    }

    std::string null_text_;
    std::vector<std::size_t> columns_;
    bool at_end_ = false;
};

class ndjson_rows final : public file_rows<ndjson_reader> {
public:
    ndjson_rows(const seed_file& file, const table_shape& table, const load_options& options,
                bad_rows& bad, row_form form)
        : file_rows(file, table, bad, reader_options{options.field_limit, form}) {}

    std::string_view next() override { return reader().next(); }
    [[nodiscard]] const std::vector<std::size_t>& columns() const override {
        return reader().columns();
    }
    [[nodiscard]] std::vector<std::vector<std::size_t>> shapes() const override {
        return reader().shapes();
    }
    [[nodiscard]] bool has_shape_numbers() const override { return true; }
    [[nodiscard]] bool at_end() const override { return reader().at_end(); }
    [[nodiscard]] std::string copy_options() const override { return ""; }
};

} // namespace

std::string display_name(const seed_file& file) {
    return file.path == "-" ? "standard input" : file.path.string();
}

std::unique_ptr<row_source> open_rows(const seed_file& file, const table_shape& table,
                                      const load_options& options, bad_rows& bad, row_form form) {
    const bool has_secrets =
        std::ranges::any_of(table.columns, sqltext::is_secret_name, &column_shape::name);
    if (has_secrets) {
        bad.hide_values();
    }
    if (file.format == file_format::csv) {
        return std::make_unique<csv_rows>(file, table, options, bad, form);
    }
    return std::make_unique<ndjson_rows>(file, table, options, bad, form);
}

} // namespace dunlin::seeder
