// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace dunlin::local {

// Records which private servers this user created. A checkout may contain any files, owned by this
// user, so the records are where no checkout can write, in $XDG_STATE_HOME/dunlin/servers or
// ~/.local/state/dunlin/servers: one file for each project, with the project's path and the
// identity of the server's data (pg_control's system identifier).

/// Records that the data directory of a project is this user's own. Returns false when there is no
/// folder for the record. Removes the records of projects that no longer exist.
bool remember_server(const std::filesystem::path& project, const std::filesystem::path& data);

/// Whether this project's data directory was recorded and is still the same.
bool is_known_server(const std::filesystem::path& project, const std::filesystem::path& data);

void forget_server(const std::filesystem::path& project);

} // namespace dunlin::local
