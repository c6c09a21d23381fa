// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace dunlin::migrator {

/// The placeholders of a graphile-migrate project: `:NAME`, without its colon, and the text that
/// its settings give it; `!ENV` leaves the value to the environment.
using graphile_placeholders = std::map<std::string, std::string, std::less<>>;

struct graphile_settings {
    graphile_placeholders placeholders;
    std::string session; ///< SQL that sets what pgSettings names; empty: nothing
};

/// Reads the project's .gmrc; a missing one defines nothing. What is there and is not
/// carried out here is noted. error(config) with file and line for pgSettings that graphile-migrate
/// refuses.
graphile_settings read_graphile_settings(const std::filesystem::path& project,
                                         std::vector<std::string>& notes);

/// The placeholders in a script.
std::vector<edit> find_graphile_placeholders(const graphile_placeholders& known,
                                             std::string_view text, std::size_t begin);

} // namespace dunlin::migrator
