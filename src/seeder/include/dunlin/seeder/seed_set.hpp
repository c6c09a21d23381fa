// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

enum class file_format { sql, csv, ndjson };

/// The format as a file extension: "ndjson".
std::string_view to_string(file_format format) noexcept;

/// A file of a set. The name of a data file contains its table: `NN_schema.table.csv`, where the
/// digits with the underscore and the schema are optional, and `.gz` or `.zst` may follow. A part
/// that contains a dot is in double quotes.
struct seed_file {
    std::filesystem::path path; ///< as given, or relative to the working directory
    file_format format = file_format::sql;
    std::string schema; ///< empty: by the search path; always empty for SQL
    std::string table;  ///< empty for SQL
    /// The bytes of an embedded file; null: those of the file at `path`.
    std::shared_ptr<const std::string> content = {};
};

/// A seed file embedded in the program by CMake's dunlin_embed_seeds().
struct embedded_file {
    std::string name;  ///< relative to the folder of sets: "1_users.sql", "demo/parts.csv.gz"
    std::string bytes; ///< of the file, compressed or not
};

/// Files that are applied together, in the order of their names (bytes; digits as numbers).
struct seed_set {
    std::string name; ///< "default", or the folder's name
    std::vector<seed_file> files;
};

/// Parses the name of a seed file. Throws error(config) for any other name.
seed_file describe_file(const std::filesystem::path& path);

/// A data file for a table NAME or SCHEMA.NAME, each part as it is or in double quotes. Throws
/// error(usage) for other names, with a hint for names with more dots.
seed_file describe_file(const std::filesystem::path& path, file_format format,
                        std::string_view table);

/// The name of the set whose files are in the folder itself.
inline constexpr std::string_view default_set_name = "default";

/// Finds a set in the folder of sets. Hidden files and documentation (.md, .txt) are ignored.
/// Throws error(config) for other files that are not seed files and for a missing folder,
/// error(not_found) with a suggestion for an unknown set.
seed_set find_set(const std::filesystem::path& folder, std::string_view name);

/// All sets in the folder: first the default set if it has files, then the others by name. Throws
/// as find_set() does.
std::vector<seed_set> list_sets(const std::filesystem::path& folder);

/// The same for embedded files: a file without a folder in its name belongs to the default set. The
/// set keeps the bytes, `files` need not outlive it. Throws error(config) also for a name with two
/// folders.
seed_set find_set(const std::vector<embedded_file>& files,
                  std::string_view name = default_set_name);
std::vector<seed_set> list_sets(const std::vector<embedded_file>& files);

} // namespace dunlin::seeder
