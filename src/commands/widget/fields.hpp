// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/widget/model.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::commands {

/// A widget as text from outside tells it: each field parsed, or not given.
struct widget_fields {
    std::optional<uuid> id;
    std::optional<uuid> user_id;
    std::optional<widget::name> name;
    std::optional<widget::category> category;
    std::optional<bool> active;
    std::optional<widget::tags> tags;
    std::optional<widget::attributes> attributes;
    std::optional<timestamp> date_created;
    std::optional<timestamp> date_updated;
};

/// The number of a field by its name, for the next two. Throws error(usage) with the nearest name
/// as a hint.
std::size_t find_widget_field(std::string_view name);

/// Sets a field from its text as CSV has it: tags as a PostgreSQL array, attributes as JSON.
/// Throws error(usage) that begins with the field's name.
void set_widget_field(widget_fields& fields, std::size_t which, std::string_view text);

/// The fields of a text that is one JSON object: tags an array of strings, attributes an object.
/// Throws error(usage) for unknown members, members given twice and values that do not fit.
widget_fields read_widget_json(std::string_view object);

/// What is needed for a new widget. Throws error(usage) naming a field that is missing.
widget::new_widget to_new_widget(widget_fields fields);

/// What is to change; the id and the dates are not.
widget::update_widget to_update(const widget_fields& fields);

} // namespace dunlin::commands
