// SPDX-License-Identifier: MIT
#include "widget/fields.hpp"

#include "shared/arguments.hpp"
#include "shared/json_fields.hpp"
#include "widget/parts.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/codec.hpp>

#include <array>
#include <utility>

namespace dunlin::commands {
namespace {

using text = std::string_view;

bool read_boolean(text field, text value) {
    if (value == "true" || value == "t") {
        return true;
    }
    if (value == "false" || value == "f") {
        return false;
    }
    fail_field(field, "must be true or false");
}

widget::tags read_tag_array(text value) {
    try {
        return widget::tags::parse(sqldb::codec<std::vector<std::string>>::decode(value));
    } catch (const error& problem) {
        if (problem.kind() == error_kind::usage) {
            throw;
        }
        fail_field("tags", "must be an array like {steel,\"hand tool\"}");
    }
}

using field = json_field<widget_fields>;

constexpr std::array<field, 12> widget_field_table{{
    {"id", [](widget_fields& f, text t) { f.id = read_id("id", t); }},
    {"user_id", [](widget_fields& f, text t) { f.user_id = read_id("user_id", t); }},
    {"name", [](widget_fields& f, text t) { f.name = widget::name::parse(t); }},
    {"category", [](widget_fields& f, text t) { f.category = widget::category::parse(t); }},
    {"description", [](widget_fields& f, text t) { f.description = widget::description::parse(t); },
     nullptr, [](widget_fields& f) { f.no_description = true; }},
    {"is_active", [](widget_fields& f, text t) { f.is_active = read_boolean("is_active", t); },
     [](widget_fields& f, text t) { f.is_active = read_boolean("is_active", t); }},
    {"active", [](widget_fields& f, text t) { f.active = read_boolean("active", t); },
     [](widget_fields& f, text t) { f.active = read_boolean("active", t); }},
    {"tags", [](widget_fields& f, text t) { f.tags = read_tag_array(t); },
     [](widget_fields& f, text t) { f.tags = widget::tags::parse(read_json_texts("tags", t)); }},
    {"attributes", [](widget_fields& f, text t) { f.attributes = widget::attributes::parse(t); },
     [](widget_fields& f, text t) { f.attributes = widget::attributes::parse(t); }},
    {"parts", [](widget_fields& f, text t) { f.parts = read_parts(t); },
     [](widget_fields& f, text t) { f.parts = read_parts(t); }},
    {"date_created",
     [](widget_fields& f, text t) { f.date_created = read_time("date_created", t); }},
    {"date_updated",
     [](widget_fields& f, text t) { f.date_updated = read_time("date_updated", t); }},
}};

constexpr std::string_view entity = "a widget";

std::optional<bool> read_is_active(const widget_fields& fields) {
    if (fields.is_active && fields.active && *fields.is_active != *fields.active) {
        fail_field("active", "is the old name of is_active and must not differ from it");
    }
    return fields.is_active ? fields.is_active : fields.active;
}

} // namespace

std::size_t find_widget_field(std::string_view name) {
    return find_field<widget_fields>(widget_field_table, entity, name);
}

void set_widget_field(widget_fields& fields, std::size_t index, std::string_view value) {
    const field& field = widget_field_table.at(index);
    if (find_invalid_utf8(value)) {
        fail_field(field.name, "not valid UTF-8");
    }
    field.set_text(fields, value);
}

widget_fields read_widget_json(std::string_view object) {
    return read_json_record<widget_fields>(widget_field_table, entity, object);
}

widget::new_widget to_new_widget(widget_fields fields) {
    const bool is_active = read_is_active(fields).value_or(true);
    if (!fields.user_id) {
        fail_missing_field("user_id", "--user");
    }
    if (!fields.name) {
        fail_missing_field("name", "--name");
    }
    if (!fields.category) {
        fail_missing_field("category", "--category");
    }
    return {fields.id,
            *fields.user_id,
            std::move(*fields.name),
            std::move(*fields.category),
            std::move(fields.description),
            is_active,
            std::move(fields.tags).value_or(widget::tags()),
            std::move(fields.attributes).value_or(widget::attributes()),
            std::move(fields.parts).value_or(std::vector<widget::new_part>())};
}

widget::update_widget to_update_widget(const widget_fields& fields) {
    widget::update_widget change;
    change.user_id = fields.user_id;
    change.name = fields.name;
    change.category = fields.category;
    change.description = fields.description;
    change.no_description = fields.no_description;
    change.is_active = read_is_active(fields);
    change.tags = fields.tags;
    change.attributes = fields.attributes;
    change.parts = fields.parts;
    return change;
}

} // namespace dunlin::commands
