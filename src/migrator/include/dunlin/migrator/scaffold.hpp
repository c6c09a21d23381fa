// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::migrator {

enum class numbering {
    sequence,  ///< the next number after the highest one
    timestamp, ///< the present time in UTC: 20261123101500
};

/// The version that a new migration of a folder would get: in the folder's own style (as many
/// digits, a dot where it has one) unless `style` chooses; "1.01" for a folder without migrations.
/// It is higher than every version that is there, also when the clock is behind.
std::string next_version(const std::filesystem::path& folder, std::optional<numbering> style = {});

/// Writes an empty migration for a slug ("add widget index") and returns its path. The folder is
/// made when it is missing. The file is never one that was there. Throws error(config) when the
/// folder is malformed or is a document, error(usage) for a slug without a letter or digit.
std::filesystem::path create_migration(const std::filesystem::path& folder, std::string_view slug,
                                       std::optional<numbering> style = {});

} // namespace dunlin::migrator
