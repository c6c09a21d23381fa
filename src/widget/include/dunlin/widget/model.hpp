// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/uuid.hpp>
#include <dunlin/widget/attributes.hpp>
#include <dunlin/widget/description.hpp>
#include <dunlin/widget/name.hpp>
#include <dunlin/widget/part.hpp>
#include <dunlin/widget/tags.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dunlin::widget {

struct widget {
    uuid id;
    uuid user_id;
    dunlin::widget::name name;
    dunlin::widget::category category;
    std::optional<dunlin::widget::description> description;
    bool is_active = true;
    dunlin::widget::tags tags;
    dunlin::widget::attributes attributes;
    timestamp date_created{};
    timestamp date_updated{};
    bool operator==(const widget&) const = default;
};

/// The values of a widget to create.
struct new_widget {
    std::optional<uuid> id; ///< default: a random one
    uuid user_id;
    dunlin::widget::name name;
    dunlin::widget::category category;
    std::optional<dunlin::widget::description> description;
    bool is_active = true;
    dunlin::widget::tags tags;
    dunlin::widget::attributes attributes;
    std::vector<new_part> parts;
};

/// The values to change; the others stay as they are.
struct update_widget {
    std::optional<uuid> user_id;
    std::optional<dunlin::widget::name> name;
    std::optional<dunlin::widget::category> category;
    std::optional<dunlin::widget::description> description;
    bool no_description = false; ///< removes the description
    std::optional<bool> is_active;
    std::optional<dunlin::widget::tags> tags; ///< replaces all; then the next two apply
    std::vector<tag> add_tags;
    std::vector<tag> remove_tags;
    std::optional<dunlin::widget::attributes> attributes; ///< replaces all; then the next two apply
    std::vector<attribute> set_attributes;
    std::vector<std::string> unset_attributes;
    std::optional<std::vector<new_part>> parts; ///< replaces all; then the next two apply
    std::vector<part_name> remove_parts;
    std::vector<new_part> set_parts;

    [[nodiscard]] bool empty() const noexcept;
    [[nodiscard]] bool changes_parts() const noexcept;
};

/// The widget after a change, except for its dates. Throws error(usage) for tags or attributes that
/// exceed their limits.
widget apply_change(widget before, const update_widget& change);

/// The parts after a change. One that keeps its name keeps its ID.
std::vector<part> apply_part_change(std::vector<part> before, const update_widget& change);

} // namespace dunlin::widget
