// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <span>
#include <string_view>

namespace dunlin::migrator {

/// An event of Flyway's that a file can be named after.
struct flyway_callback {
    enum class use {
        hook,    ///< runs at `when`
        nothing, ///< belongs to a command that does nothing of the kind here: noted
        refused, ///< would change what a migration does: an error
    };

    std::string_view event;
    use what = use::nothing;
    hook::time when = hook::time::before_run;
    migrator::direction direction = direction::up;
};

std::span<const flyway_callback> flyway_callbacks();
const flyway_callback& flyway_callback_of(std::string_view event);

} // namespace dunlin::migrator
