// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/widget/part.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace dunlin::widget {
namespace {

std::int64_t parse_quantity(std::string_view text) {
    std::int64_t quantity = 0;
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), quantity);
    if (problem != std::errc() || stop != text.data() + text.size()) {
        throw error(error_kind::usage,
                    fmt::format("part: the quantity \"{}\" is not a whole number", text));
    }
    return quantity;
}

} // namespace

new_part make_part(part_name name, std::int64_t quantity) {
    constexpr auto most = std::numeric_limits<std::int32_t>::max();
    if (quantity < 1 || quantity > most) {
        throw error(error_kind::usage,
                    fmt::format("part: the quantity must be 1 to {}, not {}", most, quantity));
    }
    return {std::move(name), static_cast<std::int32_t>(quantity)};
}

new_part parse_part(std::string_view text) {
    const auto equals_sign = text.rfind('=');
    if (equals_sign == std::string_view::npos) {
        throw error(error_kind::usage,
                    fmt::format("part: \"{}\" is not in the form NAME=QUANTITY", text));
    }
    return make_part(part_name::parse(text.substr(0, equals_sign)),
                     parse_quantity(text.substr(equals_sign + 1)));
}

void set_part(std::vector<part>& parts, const new_part& changed) {
    const auto has_name = [&](const part& part) { return part.name == changed.name; };
    const auto found = std::find_if(parts.begin(), parts.end(), has_name);
    if (found == parts.end()) {
        parts.push_back({uuid::random(), changed.name, changed.quantity});
        return;
    }
    found->quantity = changed.quantity;
    parts.erase(std::remove_if(found + 1, parts.end(), has_name), parts.end());
}

} // namespace dunlin::widget
