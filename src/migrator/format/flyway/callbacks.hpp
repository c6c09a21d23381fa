// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <span>
#include <string_view>

namespace dunlin::migrator {

/// An event of Flyway that a file can be named after.
struct flyway_callback {
    enum class handling {
        hook,    ///< runs at `when`
        ignored, ///< belongs to a command that has no counterpart here: the user is told
        refused, ///< would change what a migration does: an error
    };

    std::string_view event;
    handling handled_as = handling::ignored;
    hook::time when = hook::time::before_run;
    migrator::direction direction = direction::up;
};

std::span<const flyway_callback> flyway_callbacks();
const flyway_callback& flyway_callback_of(std::string_view event);

} // namespace dunlin::migrator
