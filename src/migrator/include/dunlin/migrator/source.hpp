// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// All migrations of a folder or document, read and checked.
struct source {
    std::string format;                ///< the name of the reader: "dunlin", "darwin"
    std::vector<migration> versioned;  ///< ascending, no two equal
    std::vector<migration> repeatable; ///< by name
    /// Files that look like migrations but never run: `.sql` in sub-folders, "1.02_x.sql.bak".
    std::vector<std::string> never_run;

    /// The migration of a version (compared number by number) or repeatable key; null when there
    /// is none.
    [[nodiscard]] const migration* find(std::string_view version) const;
};

/// Reads a folder in dunlin's own format, or a single file as a darwin document; `format` chooses
/// a reader by name instead. Everything malformed is error(config) with file and line; two files
/// of one version name both; a folder that is missing or holds no migration says what to do.
source read_source(const std::filesystem::path& path, std::string_view format = {});

/// The same for files that a program carries inside itself, in dunlin's own format (`format` empty
/// or "dunlin"; others are error(config)).
source read_source(const std::vector<source_file>& files, std::string_view format = {});

/// Two migrations of one version: error(config) that names both files. `versioned` must be sorted.
void refuse_duplicates(const std::vector<migration>& versioned);

} // namespace dunlin::migrator
