// SPDX-License-Identifier: MIT
#include "read/bad_rows.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/secrets.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

std::string describe(const bad_row& row) {
    std::string text = row.line > 0 ? fmt::format("line {}", row.line) : "a row";
    if (!row.column.empty()) {
        text += fmt::format(", column {}", row.column);
    }
    text += ": " + row.problem;
    if (!row.value.empty()) {
        text += fmt::format(" (value: {})", row.value);
    }
    return text;
}

} // namespace

void bad_rows::add(bad_row row) {
    // A file that is read again from the middle yields a row again.
    if (row.line > 0 && std::ranges::find(rows_, row.line, &bad_row::line) != rows_.end()) {
        return;
    }
    if (hides_values_ && !row.value.empty()) {
        row.value = sqltext::secret_mask;
    }
    rows_.push_back(std::move(row));
    if (rows_.size() >= limit_) {
        fail();
    }
}

void bad_rows::require_none() const {
    if (any()) {
        fail();
    }
}

void bad_rows::fail() const {
    auto sorted = rows_;
    std::ranges::stable_sort(sorted, {}, &bad_row::line);
    std::string list;
    for (const auto& row : sorted) {
        list += "\n  " + describe(row);
    }
    const bool reached_limit = rows_.size() >= limit_ && limit_ > 1;
    throw error(error_kind::failed,
                fmt::format("{} bad row{} in {}{}:{}", rows_.size(), rows_.size() == 1 ? "" : "s",
                            file_, reached_limit ? " (there may be more)" : "", list))
        .with_hint("correct the file and run the command again")
        .at({file_, sorted.front().line, 0, {}});
}

std::string excerpt(std::string_view value) {
    if (value.size() <= excerpt_limit) {
        return std::string(value);
    }
    std::size_t end = excerpt_limit;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return std::string(value.substr(0, end)) + "...";
}

} // namespace dunlin::seeder
