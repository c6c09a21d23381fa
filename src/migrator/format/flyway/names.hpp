// SPDX-License-Identifier: MIT
#pragma once

#include "format/flyway/config.hpp"

#include <string>
#include <string_view>

namespace dunlin::migrator {

/// A file's name as Flyway reads it.
struct flyway_name {
    enum class kind { versioned, undo, repeatable, baseline, callback, other };

    kind type = kind::other;
    std::string version;     ///< with dots
    std::string slug;        ///< after the separator
    std::string description; ///< the same with blanks
    std::string event;       ///< of a callback: "beforeMigrate"
    /// Of another file: it begins as a migration does, and what is wrong with the rest.
    std::string defect;
};

/// `stem`: the file's name without its suffix. Case counts.
flyway_name read_flyway_name(std::string_view stem, const flyway_config& config);

} // namespace dunlin::migrator
