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

constexpr std::size_t piece = 128UL * 1024;

/// Each shape costs a statement that reads the rows of its COPY.
constexpr std::size_t most_shapes = 64;

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

ndjson_reader::ndjson_reader(byte_source& from, const table_shape& table, bad_rows& bad,
                             reader_options options)
    : table_(table), bad_(bad), options_(options), lines_(from, options.field_limit),
      row_(targets_of(table)) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!table.columns[i].generated) {
            columns_by_name_.emplace(table.columns[i].name, i);
        }
    }
}

std::string_view ndjson_reader::next() {
    out_.clear();
    if (held_ && !boundary_shown_) {
        boundary_shown_ = true;
        return out_;
    }
    if (held_) {
        start_copy();
        accept_row();
        append_row();
        held_ = false;
    }
    while (out_.size() < piece && next_row()) {
        if (!accept_row()) {
            held_ = true;
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
        if (lines_.is_cut()) {
            bad_.add({number, "", excerpt(line),
                      fmt::format("the line is longer than the limit of {}",
                                  print_size(options_.field_limit))});
            continue;
        }
        const auto problem = row_.read(line, find);
        if (problem) {
            bad_.add({number, row_.unknown(), excerpt(line),
                      row_.unknown().empty() ? *problem : *problem + did_you_mean(row_.unknown())});
            continue;
        }
        named_ = columns_of_row();
        if (!named_.empty()) {
            return true;
        }
        bad_.add({number, "", excerpt(line), "the row has no value"});
    }
    return false;
}

std::optional<std::size_t> ndjson_reader::find_column(const std::string& name) const {
    const auto found = columns_by_name_.find(name);
    return found == columns_by_name_.end() ? std::nullopt : std::optional(found->second);
}

std::string ndjson_reader::did_you_mean(const std::string& name) const {
    std::vector<std::string> names;
    for (const auto& column : table_.columns) {
        names.push_back(column.name);
    }
    const std::string near = closest_match(name, names);
    return near.empty() ? "" : fmt::format("; did you mean {}?", near);
}

std::vector<std::size_t> ndjson_reader::columns_of_row() const {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const auto& column = table_.columns[i];
        const bool counts = row_.slots()[i].present ||
                            (options_.form != row_form::staged_as_named && !has_default(column));
        if (!column.generated && counts) {
            columns.push_back(i);
        }
    }
    return columns;
}

bool ndjson_reader::accept_row() {
    if (options_.form == row_form::plain) {
        columns_ = columns_.empty() ? named_ : columns_;
        return columns_ == named_;
    }
    if (columns_.empty()) {
        for (const auto& [name, index] : columns_by_name_) {
            columns_.push_back(index);
        }
        std::ranges::sort(columns_);
    }
    const auto known = shape_numbers_.find(named_);
    if (known == shape_numbers_.end() && shapes_.size() == most_shapes) {
        return false;
    }
    shape_ = known != shape_numbers_.end() ? known->second : shapes_.size();
    if (known == shape_numbers_.end()) {
        shape_numbers_.emplace(named_, shape_);
        shapes_.push_back(named_);
    }
    return true;
}

void ndjson_reader::start_copy() {
    columns_.clear();
    shapes_.clear();
    shape_numbers_.clear();
    sent_ = 0;
    shifts_.clear();
}

void ndjson_reader::append_row() {
    ++sent_;
    const std::size_t more = lines_.number() - sent_;
    if (shifts_.empty() || shifts_.back().more != more) {
        shifts_.push_back({sent_, more});
    }
    ++records_;
    bool first = true;
    for (const std::size_t column : columns_) {
        if (!first) {
            out_ += '\t';
        }
        first = false;
        const auto& slot = row_.slots()[column];
        if (!slot.present || slot.null) {
            out_ += copy_null;
        } else {
            append_copy_text(out_, slot.text);
        }
    }
    if (options_.form != row_form::plain) {
        fmt::format_to(std::back_inserter(out_), "\t{}\t{}", lines_.number(), shape_);
    }
    out_ += '\n';
}

std::size_t ndjson_reader::file_line(std::size_t sent_line) const {
    const auto after = std::ranges::upper_bound(shifts_, sent_line, {}, &shift::sent_line);
    return after == shifts_.begin() ? sent_line : sent_line + std::prev(after)->more;
}

} // namespace dunlin::seeder
