// SPDX-License-Identifier: MIT
#include "widget_fields.hpp"

#include "arguments.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/nearest.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/codec.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

namespace dunlin::commands {
namespace {

using text = std::string_view;

[[noreturn]] void fail(std::string_view field, std::string_view problem) {
    throw error(error_kind::usage, fmt::format("{}: {}", field, problem));
}

bool read_truth(text value) {
    if (value == "true" || value == "t") {
        return true;
    }
    if (value == "false" || value == "f") {
        return false;
    }
    fail("active", "must be true or false");
}

widget::tags read_tag_array(text value) {
    try {
        return widget::tags::parse(sqldb::codec<std::vector<std::string>>::decode(value));
    } catch (const error& problem) {
        if (problem.kind() == error_kind::usage) {
            throw;
        }
        fail("tags", "must be an array like {steel,\"hand tool\"}");
    }
}

widget::tags read_tag_list(text value) {
    if (json_kind_of(value) != json_kind::array) {
        fail("tags", "must be an array of strings");
    }
    std::vector<std::string> texts;
    for (const auto element : json_elements(value)) {
        if (json_kind_of(element) != json_kind::string) {
            fail("tags", "must be an array of strings");
        }
        texts.push_back(json_string(element));
    }
    return widget::tags::parse(texts);
}

/// A JSON string's characters.
std::string read_json_text(std::string_view field, text value) {
    if (json_kind_of(value) != json_kind::string) {
        fail(field, "must be a string");
    }
    return json_string(value);
}

/// A field: its name, how its plain text is read, and which kind its JSON value must have.
struct field {
    std::string_view name;
    void (*read_text)(widget_fields&, text);
    /// Empty: a JSON string with the plain text.
    void (*read_json)(widget_fields&, text);
};

constexpr std::array<field, 9> fields_by_name{{
    {"id", [](widget_fields& f, text t) { f.id = read_id("id", t); }, nullptr},
    {"user_id", [](widget_fields& f, text t) { f.user_id = read_id("user_id", t); }, nullptr},
    {"name", [](widget_fields& f, text t) { f.name = widget::name::parse(t); }, nullptr},
    {"category", [](widget_fields& f, text t) { f.category = widget::category::parse(t); },
     nullptr},
    {"active", [](widget_fields& f, text t) { f.active = read_truth(t); },
     [](widget_fields& f, text t) { f.active = read_truth(t); }},
    {"tags", [](widget_fields& f, text t) { f.tags = read_tag_array(t); },
     [](widget_fields& f, text t) { f.tags = read_tag_list(t); }},
    {"attributes", [](widget_fields& f, text t) { f.attributes = widget::attributes::parse(t); },
     [](widget_fields& f, text t) { f.attributes = widget::attributes::parse(t); }},
    {"date_created",
     [](widget_fields& f, text t) { f.date_created = read_time("date_created", t); }, nullptr},
    {"date_updated",
     [](widget_fields& f, text t) { f.date_updated = read_time("date_updated", t); }, nullptr},
}};

void set_from_json(widget_fields& fields, const field& one, text value) {
    if (json_kind_of(value) == json_kind::null) {
        fail(one.name, "null is no value");
    }
    if (one.read_json != nullptr) {
        one.read_json(fields, value);
    } else {
        one.read_text(fields, read_json_text(one.name, value));
    }
}

} // namespace

std::size_t find_widget_field(std::string_view name) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < fields_by_name.size(); ++i) {
        if (fields_by_name[i].name == name) {
            return i;
        }
        names.emplace_back(fields_by_name[i].name);
    }
    const std::string likely = nearest(name, names);
    throw error(error_kind::usage, fmt::format("a widget has no field \"{}\"; it has {}", name,
                                               fmt::join(names, ", ")))
        .with_hint(likely.empty() ? "" : fmt::format("did you mean \"{}\"?", likely));
}

void set_widget_field(widget_fields& fields, std::size_t which, std::string_view value) {
    const field& one = fields_by_name.at(which);
    if (find_invalid_utf8(value)) {
        fail(one.name, "not valid UTF-8");
    }
    one.read_text(fields, value);
}

widget_fields read_widget_json(std::string_view value) {
    widget_fields fields;
    std::array<bool, fields_by_name.size()> seen{};
    for (const auto& [name, member] : json_members(value)) {
        const std::size_t which = find_widget_field(name);
        if (seen.at(which)) {
            fail(name, "stands twice");
        }
        seen.at(which) = true;
        set_from_json(fields, fields_by_name.at(which), member);
    }
    return fields;
}

std::vector<widget_fields> read_widgets_json(std::string_view value) {
    const auto whole = json_value(without_bom(value));
    if (json_kind_of(whole) == json_kind::object) {
        return {read_widget_json(whole)};
    }
    if (json_kind_of(whole) != json_kind::array) {
        throw error(error_kind::usage, "a JSON object is needed, or an array of some");
    }
    std::vector<widget_fields> all;
    for (const auto element : json_elements(whole)) {
        all.push_back(read_widget_json(element));
    }
    if (all.empty()) {
        throw error(error_kind::usage, "a JSON object is needed, or an array of some");
    }
    return all;
}

widget::new_widget to_new_widget(widget_fields fields) {
    if (!fields.user_id) {
        fail("user_id", "is needed");
    }
    if (!fields.name) {
        fail("name", "is needed");
    }
    if (!fields.category) {
        fail("category", "is needed");
    }
    return {fields.id,
            *fields.user_id,
            std::move(*fields.name),
            std::move(*fields.category),
            fields.active.value_or(true),
            std::move(fields.tags).value_or(widget::tags()),
            std::move(fields.attributes).value_or(widget::attributes())};
}

widget::update_widget to_update(const widget_fields& fields) {
    widget::update_widget change;
    change.user_id = fields.user_id;
    change.name = fields.name;
    change.category = fields.category;
    change.active = fields.active;
    change.tags = fields.tags;
    change.attributes = fields.attributes;
    return change;
}

} // namespace dunlin::commands
