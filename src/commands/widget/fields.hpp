// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/widget/model.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// The fields of a widget in JSON or CSV, each parsed or not given.
struct widget_fields {
    std::optional<uuid> id;
    std::optional<uuid> user_id;
    std::optional<widget::name> name;
    std::optional<widget::category> category;
    std::optional<widget::description> description;
    bool no_description = false; ///< it was null
    std::optional<bool> is_active;
    std::optional<bool> active; ///< the old name of is_active
    std::optional<widget::tags> tags;
    std::optional<widget::attributes> attributes;
    std::optional<std::vector<widget::new_part>> parts;
    std::optional<timestamp> date_created;
    std::optional<timestamp> date_updated;
};

/// The index of the field with that name. Throws error(usage); the hint suggests the closest name.
std::size_t find_widget_field(std::string_view name);

/// Sets a field from its text in CSV: tags are a PostgreSQL array, attributes JSON. Throws
/// error(usage) with a message that begins with the field's name.
void set_widget_field(widget_fields& fields, std::size_t index, std::string_view text);

/// Reads a JSON object: tags is an array of strings, attributes an object. Throws error(usage) for
/// unknown members, duplicate members and invalid values.
widget_fields read_widget_json(std::string_view object);

/// A new widget with these fields. Throws error(usage) for a missing field, and when is_active and
/// active differ; so does the next function.
widget::new_widget to_new_widget(widget_fields fields);

/// A change to these fields. The id and the dates are ignored.
widget::update_widget to_update_widget(const widget_fields& fields);

} // namespace dunlin::commands
