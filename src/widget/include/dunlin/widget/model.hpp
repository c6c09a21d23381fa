// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/uuid.hpp>
#include <dunlin/widget/attributes.hpp>
#include <dunlin/widget/name.hpp>
#include <dunlin/widget/tags.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dunlin::widget {

/// A widget as the business knows it.
struct widget {
    uuid id;
    uuid user_id;
    dunlin::widget::name name;
    dunlin::widget::category category;
    bool active = true;
    dunlin::widget::tags tags;
    dunlin::widget::attributes attributes;
    timestamp date_created{};
    timestamp date_updated{};
    bool operator==(const widget&) const = default;
};

/// What is needed to create one.
struct new_widget {
    std::optional<uuid> id; ///< a random one unless given
    uuid user_id;
    dunlin::widget::name name;
    dunlin::widget::category category;
    bool active = true;
    dunlin::widget::tags tags;
    dunlin::widget::attributes attributes;
};

/// What is to change; the rest stays as it is.
struct update_widget {
    std::optional<uuid> user_id;
    std::optional<dunlin::widget::name> name;
    std::optional<dunlin::widget::category> category;
    std::optional<bool> active;
    std::optional<dunlin::widget::tags> tags; ///< all tags anew, before the next two
    std::vector<tag> add_tags;
    std::vector<tag> remove_tags;
    std::optional<dunlin::widget::attributes> attributes; ///< all anew, before the next two
    std::vector<attribute> set_attributes;
    std::vector<std::string> unset_attributes;

    [[nodiscard]] bool empty() const noexcept;
};

/// The widget as it is after the change, its dates untouched. Throws error(usage) when a rule of a
/// value would be broken.
widget apply_change(widget before, const update_widget& change);

} // namespace dunlin::widget
