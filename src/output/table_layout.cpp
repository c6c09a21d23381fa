// SPDX-License-Identifier: MIT
#include "table_layout.hpp"

#include <dunlin/output/safe_text.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace dunlin::output {
namespace {

constexpr std::size_t min_text_width = 24;
constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

std::size_t line_width(const std::vector<std::size_t>& widths) noexcept {
    return std::accumulate(widths.begin(), widths.end(), 1 + 3 * (widths.size() - 1));
}

std::vector<std::size_t> apply_cap(const std::vector<column_width>& natural,
                                   const std::vector<std::size_t>& shown, std::size_t cap) {
    std::vector<std::size_t> widths;
    widths.reserve(shown.size());
    for (const std::size_t index : shown) {
        const column_width& column = natural[index];
        widths.push_back(std::max(std::min(column.cells, cap), column.least));
    }
    return widths;
}

/// Distributes the cells that a common cap left over among the columns that it cut, from the left.
void distribute_rest(std::vector<std::size_t>& widths, const std::vector<column_width>& natural,
                     const std::vector<std::size_t>& shown, std::size_t rest) {
    for (std::size_t i = 0; i < widths.size() && rest > 0; ++i) {
        if (widths[i] < natural[shown[i]].cells) {
            ++widths[i];
            --rest;
        }
    }
}

/// The widths of the columns that are shown, the widest made narrower; nullopt when not even their
/// longest words fit.
std::optional<std::vector<std::size_t>> narrow(const std::vector<column_width>& natural,
                                               const std::vector<std::size_t>& shown,
                                               std::size_t limit) {
    if (line_width(apply_cap(natural, shown, 0)) > limit) {
        return std::nullopt;
    }
    // No column is wider than the line.
    std::size_t cap = limit;
    auto widths = apply_cap(natural, shown, cap);
    while (line_width(widths) > limit) {
        widths = apply_cap(natural, shown, --cap);
    }
    distribute_rest(widths, natural, shown, limit - line_width(widths));
    return widths;
}

/// All columns first, then with ever more of them left out, as long as half of them remain.
std::vector<std::vector<std::size_t>> choices(const std::vector<column_width>& natural) {
    std::vector<std::size_t> shown(natural.size());
    std::iota(shown.begin(), shown.end(), 0);
    std::vector<std::vector<std::size_t>> result;
    while (shown.size() * 2 >= natural.size()) {
        result.push_back(shown);
        const auto least = std::max_element(shown.begin(), shown.end(), [&](auto a, auto b) {
            return natural[a].omit_order < natural[b].omit_order;
        });
        if (natural[*least].omit_order == 0) {
            break;
        }
        shown.erase(least);
    }
    return result;
}

} // namespace

bool wraps(const column& described) {
    constexpr std::array texts{"text", "varchar", "bpchar", "unknown", "citext", "xml"};
    if (described.kind == value_kind::json) {
        return true;
    }
    std::string_view name = described.type_name;
    if (described.array && name.ends_with("[]")) {
        name.remove_suffix(2);
    }
    return described.kind == value_kind::text &&
           std::find(texts.begin(), texts.end(), name) != texts.end();
}

std::size_t least_width(std::string_view text, std::size_t cells) {
    std::size_t least = std::min(cells, min_text_width);
    while (!text.empty()) {
        const std::size_t word = std::min(text.find_first_not_of(' '), text.size());
        const std::size_t end = std::min(text.find(' ', word), text.size());
        least = std::max(least, display_width(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return least;
}

std::optional<table_layout> fit_columns(const std::vector<column_width>& natural,
                                        std::size_t limit) {
    if (natural.empty()) {
        return table_layout{};
    }
    for (const auto& shown : choices(natural)) {
        if (limit == 0) {
            return table_layout{shown, apply_cap(natural, shown, unlimited)};
        }
        if (auto widths = narrow(natural, shown, limit)) {
            return table_layout{shown, std::move(*widths)};
        }
    }
    return std::nullopt;
}

} // namespace dunlin::output
