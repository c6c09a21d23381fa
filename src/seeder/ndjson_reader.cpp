// SPDX-License-Identifier: MIT
#include "ndjson_reader.hpp"

#include "copy_text.hpp"

#include <dunlin/base/nearest.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace dunlin::seeder {
namespace {

constexpr std::size_t piece = 128UL * 1024;

std::vector<bool> array_columns(const table_shape& table) {
    std::vector<bool> arrays;
    for (const auto& column : table.columns) {
        arrays.push_back(column.type.is_array);
    }
    return arrays;
}

std::string did_you_mean(const std::string& name, const table_shape& table) {
    std::vector<std::string> names;
    for (const auto& column : table.columns) {
        names.push_back(column.name);
    }
    const std::string near = nearest(name, names);
    return near.empty() ? "" : fmt::format("; did you mean {}?", near);
}

bool has_default(const column_shape& column) {
    return !column.default_value.empty() || column.identity;
}

} // namespace

ndjson_reader::ndjson_reader(byte_source& from, const table_shape& table, bad_rows& bad)
    : from_(from), table_(table), bad_(bad), row_(array_columns(table)) {}

std::string_view ndjson_reader::next() {
    out_.clear();
    if (held_ && !boundary_shown_) {
        boundary_shown_ = true;
        return out_;
    }
    if (held_) {
        columns_ = columns_of_row();
        sent_ = 0;
        shifts_.clear();
        append_row();
        held_ = false;
    }
    while (out_.size() < piece && next_row()) {
        if (columns_.empty()) {
            columns_ = columns_of_row();
        } else if (columns_ != columns_of_row()) {
            held_ = true;
            boundary_shown_ = out_.empty();
            break;
        }
        append_row();
    }
    return out_;
}

bool ndjson_reader::next_row() {
    const auto find = [&](const std::string& name) -> std::optional<std::size_t> {
        const auto index = table_.find_column(name);
        return index && table_.columns[*index].generated ? std::nullopt : index;
    };
    std::string_view line;
    while (next_line(line)) {
        if (line_ <= skip_through_ || trim(line).empty()) {
            continue;
        }
        const auto problem = row_.read(line, find);
        if (!problem && columns_of_row().empty()) {
            bad_.add({line_, "", excerpt(line), "the row has no value"});
            continue;
        }
        if (!problem) {
            return true;
        }
        bad_.add(
            {line_, row_.unknown(), excerpt(line),
             row_.unknown().empty() ? *problem : *problem + did_you_mean(row_.unknown(), table_)});
    }
    return false;
}

bool ndjson_reader::next_line(std::string_view& line) {
    while (true) {
        const auto* end =
            static_cast<const char*>(std::memchr(in_.data() + at_, '\n', size_ - at_));
        if (end != nullptr || (ended_ && at_ < size_)) {
            const std::size_t stop =
                end != nullptr ? static_cast<std::size_t>(end - in_.data()) : size_;
            line = std::string_view(in_).substr(at_, stop - at_);
            line = line_ == 0 ? without_bom(line) : line;
            at_ = std::min(stop + 1, size_);
            ++line_;
            return true;
        }
        if (ended_) {
            return false;
        }
        const std::size_t left = size_ - at_;
        in_.resize(std::max(in_.size(), left + piece));
        std::memmove(in_.data(), in_.data() + at_, left);
        const std::size_t got = from_.read({in_.data() + left, in_.size() - left});
        at_ = 0;
        size_ = left + got;
        ended_ = got == 0;
    }
}

std::vector<std::size_t> ndjson_reader::columns_of_row() const {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const auto& column = table_.columns[i];
        if (!column.generated && (row_.slots()[i].present || !has_default(column))) {
            columns.push_back(i);
        }
    }
    return columns;
}

void ndjson_reader::append_row() {
    ++sent_;
    const std::size_t more = line_ - sent_;
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
    out_ += '\n';
}

std::size_t ndjson_reader::file_line(std::size_t sent_line) const {
    const auto after = std::ranges::upper_bound(shifts_, sent_line, {}, &shift::sent_line);
    return after == shifts_.begin() ? sent_line : sent_line + std::prev(after)->more;
}

} // namespace dunlin::seeder
