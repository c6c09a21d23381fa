// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// The lines on top of a migration that graphile-migrate has committed.
struct graphile_header {
    std::string previous; ///< "sha1:..." of the one before; empty for the first
    std::string hash;     ///< its own
    std::optional<std::string> message;
    bool allows_invalid_hash = false;
    std::size_t previous_at = 0; ///< offsets of these lines
    std::size_t hash_at = 0;
    std::size_t body = 0; ///< where the script begins
};

/// Throws error(config) with file and line for a header that graphile-migrate refuses.
graphile_header read_graphile_header(const source_file& file);

/// "sha1:..." as graphile-migrate computes it, over the hash before and the script.
std::string graphile_hash(std::string_view previous, std::string_view body);

} // namespace dunlin::migrator
