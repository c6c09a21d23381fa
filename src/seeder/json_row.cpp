// SPDX-License-Identifier: MIT
#include "json_row.hpp"

#include "copy_text.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/text.hpp>

namespace dunlin::seeder {
namespace {

constexpr std::string_view object_in_array = "an object stands where an array is wanted";

/// As PostgreSQL writes arrays: {1,"two",{3}}. An object would have to be quoted as a whole, in a
/// way that depends on the element's type; it is refused.
void append_array(std::string& out, std::string_view array) {
    out += '{';
    bool first = true;
    for (const auto element : json_elements(array)) {
        out += first ? "" : ",";
        first = false;
        switch (json_kind_of(element)) {
        case json_kind::array:
            append_array(out, element);
            break;
        case json_kind::object:
            throw error(error_kind::usage, std::string(object_in_array));
        case json_kind::string:
            append_array_element(out, json_string(element));
            break;
        default:
            out += element;
        }
    }
    out += '}';
}

void fill(json_row::slot& slot, std::string_view value, bool is_array) {
    slot.present = true;
    slot.null = false;
    slot.text.clear();
    switch (json_kind_of(value)) {
    case json_kind::null:
        slot.null = true;
        return;
    case json_kind::string:
        slot.text = json_string(value);
        return;
    case json_kind::array:
        if (is_array) {
            append_array(slot.text, value);
            return;
        }
        break;
    case json_kind::object:
        if (is_array) {
            throw error(error_kind::usage, std::string(object_in_array));
        }
        break;
    default:
        break;
    }
    slot.text = value;
}

} // namespace

std::optional<std::string>
json_row::read(std::string_view object,
               const std::function<std::optional<std::size_t>(const std::string&)>& find) {
    for (auto& each : slots_) {
        each.present = false;
    }
    unknown_.clear();
    if (!trim(object).starts_with('{')) {
        return "the line is not a JSON object";
    }
    try {
        for (const auto& [name, value] : json_members(object)) {
            const auto index = find(name);
            if (!index) {
                unknown_ = name;
                return "there is no column " + name;
            }
            fill(slots_[*index], value, is_array_[*index]);
        }
    } catch (const error& problem) {
        return problem.message();
    }
    return std::nullopt;
}

} // namespace dunlin::seeder
