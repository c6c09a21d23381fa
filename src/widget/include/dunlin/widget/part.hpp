// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/short_text.hpp>
#include <dunlin/base/uuid.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace dunlin::widget {

struct part_name_rule {
    static constexpr std::string_view field = "part";
    static constexpr std::size_t max_length = 100;
};
/// The name of a part: 1 to 100 characters.
using part_name = short_text<part_name_rule>;

/// A part as written on a command line or in JSON, where its name identifies it within the widget.
struct new_part {
    part_name name;
    std::int32_t quantity = 1;
    bool operator==(const new_part&) const = default;
};

/// A stored part of a widget.
struct part {
    uuid id;
    part_name name;
    std::int32_t quantity = 1;
    bool operator==(const part&) const = default;
};

/// A part with that quantity. Throws error(usage) unless it is 1 to 2147483647.
new_part make_part(part_name name, std::int64_t quantity);

/// Parses "NAME=QUANTITY"; the name may contain equals signs. Throws error(usage).
new_part parse_part(std::string_view text);

/// Gives the part of that name this quantity, or adds it with a new ID. Of several parts with the
/// name the first stays.
void set_part(std::vector<part>& parts, const new_part& changed);

} // namespace dunlin::widget
