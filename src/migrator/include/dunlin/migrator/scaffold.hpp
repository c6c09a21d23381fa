// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

enum class numbering {
    sequence,  ///< the next number after the highest one
    timestamp, ///< the present time in UTC: 20261123101500
};

/// The version that a new migration of a folder would get: in the folder's own style (as many
/// digits, a dot where it has one) unless `style` chooses; a timestamp for a folder without
/// migrations, so that branches do not choose the same one, or "1.01" for a sequence. It is higher
/// than every version that is there, also when the clock is behind.
std::string next_version(const std::filesystem::path& folder, std::optional<numbering> style = {},
                         const read_options& options = {});

/// The same for migrations that were read.
std::string next_version(const source& files, std::optional<numbering> style = {});

/// The version as the name of the migration's file spells it, "00007" where the tool says 7; its
/// key when the name says otherwise.
std::string written_version(const migration& migration);

/// Whether create_migration() can write a format.
bool is_writable_format(std::string_view format);

/// Writes an empty migration for a slug ("add widget index") in the folder's own format and returns
/// the paths of its files, the up script's first. The folder is made when it is missing. No file is
/// one that was there. Throws error(config) when the folder is malformed, is a document or in a
/// format that is not written, error(usage) for a slug without a letter or digit.
std::vector<std::filesystem::path> create_migration(const std::filesystem::path& folder,
                                                    std::string_view slug,
                                                    std::optional<numbering> style = {},
                                                    const read_options& options = {});

} // namespace dunlin::migrator
