// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/uuid.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dunlin::widget {

/// Which widgets are meant: those that meet every condition that is given.
struct filter {
    std::optional<uuid> id;
    std::optional<uuid> user_id;
    std::optional<std::string> name; ///< a part of it, in either case; no character is a wildcard
    std::optional<std::string> category;
    std::optional<bool> active;
    std::optional<timestamp> created_after;  ///< at this time or later
    std::optional<timestamp> created_before; ///< before this time
    std::vector<std::string> any_tags;       ///< at least one of these, unless empty
    std::vector<std::string> all_tags;       ///< every one of these
    std::optional<std::string> attributes;   ///< contains this JSON object (jsonb @>)
};

} // namespace dunlin::widget
