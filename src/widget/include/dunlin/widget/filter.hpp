// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/uuid.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dunlin::widget {

/// Selects the widgets that meet all conditions that are set.
struct filter {
    std::optional<uuid> id;
    std::optional<uuid> user_id;
    std::optional<std::string> name; ///< a part of it, case-insensitive; without wildcards
    std::optional<std::string> category;
    std::optional<bool> is_active;
    std::optional<timestamp> created_after;  ///< at this time or later
    std::optional<timestamp> created_before; ///< before this time
    std::vector<std::string> any_tags;       ///< at least one of these; empty: any
    std::vector<std::string> all_tags;       ///< all of these
    std::optional<std::string> attributes;   ///< contains this JSON object (jsonb @>)
};

} // namespace dunlin::widget
