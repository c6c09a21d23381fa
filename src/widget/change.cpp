// SPDX-License-Identifier: MIT
#include <dunlin/base/entity_rules.hpp>
#include <dunlin/widget/model.hpp>

#include <algorithm>
#include <utility>

namespace dunlin::widget {
bool update_widget::empty() const noexcept {
    return !user_id && !name && !category && !description && !no_description && !is_active &&
           !tags && add_tags.empty() && remove_tags.empty() && !attributes &&
           set_attributes.empty() && unset_attributes.empty() && !changes_parts();
}

bool update_widget::changes_parts() const noexcept {
    return parts || !set_parts.empty() || !remove_parts.empty();
}

widget apply_change(widget before, const update_widget& change) {
    widget after = std::move(before);
    replace(after.user_id, change.user_id);
    replace(after.name, change.name);
    replace(after.category, change.category);
    if (change.no_description || change.description) {
        after.description = change.description;
    }
    replace(after.is_active, change.is_active);
    replace(after.tags, change.tags);
    replace(after.attributes, change.attributes);
    for (const auto& removed : change.remove_tags) {
        after.tags.remove(removed);
    }
    for (const auto& added : change.add_tags) {
        after.tags.add(added);
    }
    for (const auto& key : change.unset_attributes) {
        after.attributes.unset(key);
    }
    for (const auto& attribute : change.set_attributes) {
        after.attributes.set(attribute.key, attribute.json);
    }
    return after;
}

std::vector<part> apply_part_change(std::vector<part> before, const update_widget& change) {
    std::vector<part> after = std::move(before);
    if (change.parts) {
        std::erase_if(after, [&](const part& stored) {
            return std::none_of(change.parts->begin(), change.parts->end(),
                                [&](const new_part& kept) { return kept.name == stored.name; });
        });
        for (const auto& given : *change.parts) {
            set_part(after, given);
        }
    }
    for (const auto& removed : change.remove_parts) {
        std::erase_if(after, [&](const part& stored) { return stored.name == removed; });
    }
    for (const auto& given : change.set_parts) {
        set_part(after, given);
    }
    return after;
}

} // namespace dunlin::widget
