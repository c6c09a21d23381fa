// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

enum class file_format { sql, csv, ndjson };

/// The name of a format as it ends a file's name ("ndjson").
std::string_view to_string(file_format format) noexcept;

/// One file of a set. For data files the table comes from the name: `NN_schema.table.csv`, where
/// the digits before the first underscore and the schema may be left out, and `.gz` or `.zst` may
/// follow. A part that holds a dot stands in double quotes.
struct seed_file {
    std::filesystem::path path; ///< as the user would name it
    file_format format = file_format::sql;
    std::string schema; ///< empty: the search path decides; always empty for SQL
    std::string table;  ///< empty for SQL
};

/// Files that belong together, in the order of their names (bytes compared, digits as digits).
struct seed_set {
    std::string name; ///< "default", or the folder's name
    std::vector<seed_file> files;
};

/// What a file's name says. Throws error(config) for a name that is none of a seed file's.
seed_file describe_file(const std::filesystem::path& path);

/// A data file for a table that people named as NAME or SCHEMA.NAME, either part as it stands or in
/// double quotes. Throws error(usage) telling how to write a name with more dots.
seed_file describe_file(const std::filesystem::path& path, file_format format,
                        std::string_view table);

/// The name of the set that stands in the folder itself.
inline constexpr std::string_view default_set_name = "default";

/// The set of that name under the folder of sets. Files whose names begin with a dot, and text
/// files for people (.md, .txt), are passed over; any other file that is no seed file is
/// error(config). Throws error(config) when the folder does not exist, error(not_found) naming the
/// nearest set when the set does not.
seed_set find_set(const std::filesystem::path& folder, std::string_view name);

/// Every set under the folder, the default set first when it has files, then by name. Throws as
/// find_set.
std::vector<seed_set> list_sets(const std::filesystem::path& folder);

} // namespace dunlin::seeder
