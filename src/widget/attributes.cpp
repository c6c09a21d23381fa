// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/widget/attributes.hpp>

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace dunlin::widget {
namespace {

[[noreturn]] void fail(std::string_view problem) {
    throw error(error_kind::usage, fmt::format("attributes: {}", problem));
}

/// Calls `read` and prefixes its errors with the field's name.
template <class Read> auto with_field_name(Read read) {
    try {
        return read();
    } catch (const error& problem) {
        fail(problem.message());
    }
}

void check_size(std::string_view json) {
    if (json.size() > attributes::max_bytes) {
        fail("must be at most 1 MiB of JSON");
    }
}

void append_member(std::string& object, std::string_view key, std::string_view json) {
    object += object.size() > 1 ? ", " : "";
    object += json_quote(key);
    object += ": ";
    object += json;
}

/// The members of an object except those with a key; the closing brace is missing.
std::string members_without(std::string_view json, std::string_view key) {
    std::string object = "{";
    for (const auto& [name, value] : json_members(json)) {
        if (name != key) {
            append_member(object, name, value);
        }
    }
    return object;
}

} // namespace

attributes attributes::parse(std::string_view json) {
    check_size(json);
    const auto text = with_field_name([&] { return json_value(json); });
    if (json_kind_of(text) != json_kind::object) {
        fail("must be a JSON object");
    }
    attributes result;
    result.json_ = text;
    return result;
}

void attributes::set(std::string_view key, std::string_view json) {
    if (key.empty() || find_invalid_utf8(key)) {
        fail("a key must not be empty and must be valid UTF-8");
    }
    const auto value = with_field_name([&] { return json_value(json); });
    std::string object = members_without(json_, key);
    append_member(object, key, value);
    object += '}';
    check_size(object);
    with_field_name([&] { return json_value(object); });
    json_ = std::move(object);
}

void attributes::unset(std::string_view key) {
    json_ = members_without(json_, key) + '}';
}

attribute parse_attribute(std::string_view text) {
    const auto equals_sign = text.find('=');
    if (equals_sign == std::string_view::npos || equals_sign == 0) {
        throw error(error_kind::usage,
                    fmt::format("attribute: \"{}\" is not in the form KEY=VALUE", text));
    }
    if (find_invalid_utf8(text)) {
        fail("not valid UTF-8");
    }
    attribute parsed{std::string(text.substr(0, equals_sign)), {}};
    const auto value = text.substr(equals_sign + 1);
    try {
        parsed.json = json_value(value);
    } catch (const error&) {
        parsed.json = json_quote(value);
    }
    return parsed;
}

} // namespace dunlin::widget
