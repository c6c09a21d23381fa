// SPDX-License-Identifier: MIT
#include "shared/json_fields.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dunlin::commands {

void fail_field(std::string_view field, std::string_view problem) {
    throw error(error_kind::usage, fmt::format("{}: {}", field, problem));
}

void fail_missing_field(std::string_view field, std::string_view option) {
    throw error(error_kind::usage, fmt::format("{}: is required", field))
        .with_hint(fmt::format("set it with {}", option));
}

void fail_unknown_field(std::string_view entity, std::string_view name,
                        const std::vector<std::string>& known) {
    const std::string suggestion = closest_match(name, known);
    throw error(error_kind::usage, fmt::format("{} has no field \"{}\"; its fields are {}", entity,
                                               name, fmt::join(known, ", ")))
        .with_hint(suggestion.empty() ? "" : fmt::format("did you mean \"{}\"?", suggestion));
}

std::string read_json_text(std::string_view field, std::string_view value) {
    if (json_kind_of(value) != json_kind::string) {
        fail_field(field, "must be a string");
    }
    return json_string(value);
}

std::vector<std::string> read_json_texts(std::string_view field, std::string_view value) {
    constexpr std::string_view requirement = "must be an array of strings";
    if (json_kind_of(value) != json_kind::array) {
        fail_field(field, requirement);
    }
    std::vector<std::string> texts;
    for (const auto element : json_elements(value)) {
        if (json_kind_of(element) != json_kind::string) {
            fail_field(field, requirement);
        }
        texts.push_back(json_string(element));
    }
    return texts;
}

std::vector<std::string_view> read_json_objects(std::string_view text) {
    const auto whole = json_value(without_bom(text));
    std::vector<std::string_view> objects;
    if (json_kind_of(whole) == json_kind::array) {
        objects = json_elements(whole);
    } else if (json_kind_of(whole) == json_kind::object) {
        objects.push_back(whole);
    }
    if (objects.empty()) {
        throw error(error_kind::usage, "expected a JSON object or an array of objects");
    }
    return objects;
}

} // namespace dunlin::commands
