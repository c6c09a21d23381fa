// SPDX-License-Identifier: MIT
#include "widget/parts.hpp"

#include "shared/json_fields.hpp"

#include <dunlin/base/json_reader.hpp>

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace dunlin::commands {
namespace {

struct part_fields {
    std::optional<widget::part_name> name;
    std::int64_t quantity = 1;
};

std::int64_t read_quantity(std::string_view value) {
    std::int64_t quantity = 0;
    const char* end = value.data() + value.size();
    const auto [stop, problem] = std::from_chars(value.data(), end, quantity);
    if (problem != std::errc() || stop != end) {
        fail_field("quantity", "must be a whole number");
    }
    return quantity;
}

constexpr std::array<json_field<part_fields>, 2> part_field_table{{
    {"name", [](part_fields& f, std::string_view t) { f.name = widget::part_name::parse(t); }},
    {"quantity", [](part_fields& f, std::string_view t) { f.quantity = read_quantity(t); },
     [](part_fields& f, std::string_view t) { f.quantity = read_quantity(t); }},
}};

widget::new_part read_part(std::string_view object) {
    if (json_kind_of(object) != json_kind::object) {
        fail_field("parts", "must be an array of objects");
    }
    auto fields = read_json_record<part_fields>(part_field_table, "a part", object);
    if (!fields.name) {
        fail_field("parts", "every part needs a name");
    }
    return widget::make_part(std::move(*fields.name), fields.quantity);
}

} // namespace

std::string write_parts(const std::vector<widget::part>& parts) {
    std::string json = "[";
    for (const auto& part : parts) {
        json += fmt::format("{}{{\"name\": {}, \"quantity\": {}}}", json.size() > 1 ? ", " : "",
                            json_quote(part.name.text()), part.quantity);
    }
    return json + "]";
}

std::vector<widget::new_part> read_parts(std::string_view json) {
    if (json_kind_of(json) != json_kind::array) {
        fail_field("parts", "must be an array of objects");
    }
    std::vector<widget::new_part> parts;
    for (const auto element : json_elements(json)) {
        parts.push_back(read_part(element));
    }
    return parts;
}

} // namespace dunlin::commands
