// SPDX-License-Identifier: MIT
#include "read/ndjson_reader.hpp"

#include "copy/copy_text.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace dunlin::seeder {
namespace {

constexpr std::size_t chunk_size = 128UL * 1024;

/// Merging takes one statement for each shape.
constexpr std::size_t max_shapes = 64;

std::vector<sqldb::json_target> targets_of(const table_shape& table) {
    std::vector<sqldb::json_target> targets;
    for (const auto& column : table.columns) {
        const auto& type = column.type;
        targets.push_back({is_json(type.is_array ? *type.element : type), type.is_array});
    }
    return targets;
}

bool has_default(const column_shape& column) {
    return !column.default_value.empty() || column.identity;
}

} // namespace

ndjson_reader::ndjson_reader(byte_source& source, const table_shape& table, bad_rows& bad,
                             reader_options options)
    : table_(table), bad_(bad), options_(options), lines_(source, options.field_limit),
      row_(targets_of(table)) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!table.columns[i].generated) {
            columns_by_name_.emplace(table.columns[i].name, i);
        }
    }
}

std::string_view ndjson_reader::next() {
    out_.clear();
    if (pending_ && !boundary_shown_) {
        boundary_shown_ = true;
        return out_;
    }
    if (pending_) {
        start_copy();
        accept_row();
        append_row();
        pending_ = false;
    }
    while (out_.size() < chunk_size && next_row()) {
        if (!accept_row()) {
            pending_ = true;
            boundary_shown_ = out_.empty();
            break;
        }
        append_row();
    }
    return out_;
}

bool ndjson_reader::next_row() {
    const auto find = [&](const std::string& name) { return find_column(name); };
    std::string_view line;
    while (lines_.next(line)) {
        const std::size_t number = lines_.number();
        if (number <= skip_through_ || trim(line).empty()) {
            continue;
        }
        if (lines_.is_truncated()) {
            bad_.add({number, "", excerpt(line),
                      fmt::format("line longer than the limit of {}",
                                  format_size(options_.field_limit))});
            continue;
        }
        const auto problem = row_.read(line, find);
        if (problem) {
            bad_.add({number, row_.unknown_member(), excerpt(line),
                      row_.unknown_member().empty() ? *problem
                                                    : *problem + suggest(row_.unknown_member())});
            continue;
        }
        row_columns_ = columns_of_row();
        if (!row_columns_.empty()) {
            return true;
        }
        bad_.add({number, "", excerpt(line), "the object has no members"});
    }
    return false;
}

std::optional<std::size_t> ndjson_reader::find_column(const std::string& name) const {
    const auto found = columns_by_name_.find(name);
    return found == columns_by_name_.end() ? std::nullopt : std::optional(found->second);
}

std::string ndjson_reader::suggest(const std::string& name) const {
    std::vector<std::string> names;
    for (const auto& column : table_.columns) {
        names.push_back(column.name);
    }
    const std::string suggestion = closest_match(name, names);
    return suggestion.empty() ? "" : fmt::format("; did you mean {}?", suggestion);
}

std::vector<std::size_t> ndjson_reader::columns_of_row() const {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const auto& column = table_.columns[i];
        const bool included = row_.values()[i].present ||
                              (options_.form != row_form::staged_as_named && !has_default(column));
        if (!column.generated && included) {
            columns.push_back(i);
        }
    }
    return columns;
}

bool ndjson_reader::accept_row() {
    if (options_.form == row_form::plain) {
        columns_ = columns_.empty() ? row_columns_ : columns_;
        return columns_ == row_columns_;
    }
    if (columns_.empty()) {
        for (const auto& [name, index] : columns_by_name_) {
            columns_.push_back(index);
        }
        std::ranges::sort(columns_);
    }
    const auto known = shape_numbers_.find(row_columns_);
    if (known == shape_numbers_.end() && shapes_.size() == max_shapes) {
        return false;
    }
    shape_ = known != shape_numbers_.end() ? known->second : shapes_.size();
    if (known == shape_numbers_.end()) {
        shape_numbers_.emplace(row_columns_, shape_);
        shapes_.push_back(row_columns_);
    }
    return true;
}

void ndjson_reader::start_copy() {
    columns_.clear();
    shapes_.clear();
    shape_numbers_.clear();
    sent_ = 0;
    line_offsets_.clear();
}

void ndjson_reader::append_row() {
    ++sent_;
    const std::size_t offset = lines_.number() - sent_;
    if (line_offsets_.empty() || line_offsets_.back().offset != offset) {
        line_offsets_.push_back({sent_, offset});
    }
    ++records_;
    bool first = true;
    for (const std::size_t column : columns_) {
        if (!first) {
            out_ += '\t';
        }
        first = false;
        const auto& value = row_.values()[column];
        if (!value.present || value.null) {
            out_ += copy_null;
        } else {
            append_copy_text(out_, value.text);
        }
    }
    if (options_.form != row_form::plain) {
        fmt::format_to(std::back_inserter(out_), "\t{}\t{}", lines_.number(), shape_);
    }
    out_ += '\n';
}

std::size_t ndjson_reader::file_line(std::size_t sent_line) const {
    const auto after =
        std::ranges::upper_bound(line_offsets_, sent_line, {}, &line_offset::sent_line);
    return after == line_offsets_.begin() ? sent_line : sent_line + std::prev(after)->offset;
}

} // namespace dunlin::seeder
