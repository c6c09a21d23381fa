// SPDX-License-Identifier: MIT
#include "array_element.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/sqldb/json_value.hpp>

namespace dunlin::sqldb {
namespace {

/// The server's MAXDIM.
constexpr int most_dimensions = 6;

[[noreturn]] void fail_object() {
    throw error(error_kind::usage, "expected an array, not an object");
}

void append_array(std::string& out, std::string_view array, bool of_json, int depth);

void append_element(std::string& out, std::string_view element, bool of_json, int depth) {
    const auto kind = json_kind_of(element);
    if (kind == json_kind::null) {
        out += "NULL";
    } else if (of_json) {
        append_quoted_element(out, element);
    } else if (kind == json_kind::array) {
        append_array(out, element, false, depth + 1);
    } else if (kind == json_kind::object) {
        fail_object();
    } else if (kind == json_kind::string) {
        append_quoted_element(out, json_string(element));
    } else {
        out += element;
    }
}

/// As PostgreSQL writes arrays (manual, 8.15.6): {1,"two",{3}}.
void append_array(std::string& out, std::string_view array, bool of_json, int depth) {
    if (depth > most_dimensions) {
        throw error(error_kind::usage, "an array has at most 6 dimensions");
    }
    out += '{';
    bool first = true;
    for (const auto element : json_elements(array)) {
        out += first ? "" : ",";
        first = false;
        append_element(out, element, of_json, depth);
    }
    out += '}';
}

} // namespace

std::optional<std::string> text_of_json(std::string_view value, json_target target) {
    switch (json_kind_of(value)) {
    case json_kind::null:
        return std::nullopt;
    case json_kind::array:
        if (target.is_array) {
            std::string text;
            append_array(text, value, target.is_json, 1);
            return text;
        }
        break;
    case json_kind::object:
        if (target.is_array) {
            fail_object();
        }
        break;
    case json_kind::string:
        if (target.is_array || !target.is_json) {
            return json_string(value);
        }
        break;
    default:
        break;
    }
    return std::string(value);
}

} // namespace dunlin::sqldb
