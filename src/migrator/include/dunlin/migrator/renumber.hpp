// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>
#include <dunlin/migrator/source.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A file that gets the name of its new version.
struct renamed_file {
    std::filesystem::path from;
    std::filesystem::path to;
    std::optional<std::string> text = {}; ///< its new content; none: it stays
};

struct renumbering {
    std::string old_version;
    std::string new_version;
    std::vector<renamed_file> files; ///< empty: the version is after all others already
};

/// The migration of a version or a file's name ("0007_x.sql", also with its folder); of files that
/// were read with read_options::accepts_duplicates. Throws error(not_found) when there is none,
/// error(usage) for a version of several files, which it names, and for a repeatable one.
const migration& find_versioned(const source& files, std::string_view version_or_file);

/// What would give a migration the version that a new one would get: the names of its files, and
/// the
/// `-- Version:` line of dunlin's own format. Throws error(config) for formats that
/// create_migration() does not write, and for a file of several migrations.
renumbering plan_renumbering(const source& files, const migration& migration);

/// Throws error(refused) when a file of a new name exists; nothing is overwritten.
void rename_files(const renumbering& renumbering);

/// Whether a ledger records the migration, or steps of it. Of several files of one version it is
/// the one whose content was recorded; where the ledger cannot tell, it is any of them. `status`
/// read the same files.
bool is_recorded(const database_status& status, const migration& migration);

} // namespace dunlin::migrator
