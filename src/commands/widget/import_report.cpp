// SPDX-License-Identifier: MIT
#include "widget/import.hpp"

#include <dunlin/base/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace dunlin::commands {
namespace {

constexpr std::size_t max_users = 100'000;

} // namespace

import_problems::import_problems(std::string file, std::int64_t max_listed)
    : file_(std::move(file)), max_listed_(max_listed) {
    if (max_listed_ < 1 || max_listed_ > 100'000) {
        throw error(error_kind::usage,
                    fmt::format("--max-errors must be 1 to 100000, not {}", max_listed_));
    }
}

void import_problems::add(std::size_t line, const std::string& problem) {
    ++count_;
    if (count_ <= max_listed_) {
        texts_.push_back(line == 0 ? fmt::format("{}: {}", file_, problem)
                                   : fmt::format("{}:{}: {}", file_, line, problem));
    }
}

void import_problems::check() const {
    if (empty()) {
        return;
    }
    error refused(error_kind::failed,
                  fmt::format("{} of {} rows cannot be imported", count_, rows_));
    refused.detail = fmt::format("{}", fmt::join(texts_, "\n"));
    if (count_ > max_listed_) {
        refused.detail += fmt::format("\nand {} more", count_ - max_listed_);
    }
    refused.aftermath = "Nothing was imported.";
    throw refused;
}

void import_lines::add(std::size_t line) {
    ++rows_;
    if (jumps_.empty() || line_of(rows_) != line) {
        jumps_.emplace_back(rows_, line);
    }
}

std::size_t import_lines::line_of(std::int64_t row) const {
    const auto after =
        std::upper_bound(jumps_.begin(), jumps_.end(), row,
                         [](std::int64_t value, const auto& jump) { return value < jump.first; });
    if (after == jumps_.begin()) {
        return 0;
    }
    const auto& [first_row, first_line] = *std::prev(after);
    return first_line + static_cast<std::size_t>(row - first_row);
}

void import_users::add(const uuid& id, std::size_t line) {
    if (first_lines_.size() < max_users) {
        first_lines_.emplace(id, line);
    }
}

std::vector<uuid> import_users::ids() const {
    std::vector<uuid> ids;
    for (const auto& [id, line] : first_lines_) {
        ids.push_back(id);
    }
    return ids;
}

std::size_t import_users::line_of(const uuid& id) const {
    const auto found = first_lines_.find(id);
    return found == first_lines_.end() ? 0 : found->second;
}

} // namespace dunlin::commands
