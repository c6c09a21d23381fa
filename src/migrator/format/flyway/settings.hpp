// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A line of a Flyway configuration file.
struct flyway_setting {
    std::string key; ///< without "flyway."
    std::string value;
    source_location where;
};

/// flyway.conf and script.sql.conf: lines `key=value` and comments, as Java's properties without
/// their escapes. Keys without the prefix are left out. error(config) for a line of another form.
std::vector<flyway_setting> read_flyway_properties(const source_file& file,
                                                   std::string_view prefix);
/// The table [flyway] of flyway.toml; placeholders as "placeholders.NAME".
std::vector<flyway_setting> read_flyway_toml(const source_file& file);

} // namespace dunlin::migrator
