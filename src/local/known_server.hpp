// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace dunlin::local {

// Which private servers are this user's own. A checkout brings any file that it likes, with this
// user as the owner; so it is written down where no checkout can write, in
// $XDG_STATE_HOME/dunlin/servers or ~/.local/state/dunlin/servers: one file for each project, with
// the project's path and the identity of the server's data (pg_control's system identifier).

/// Notes that the data directory of a project is this user's own. False when there is no folder to
/// note it in. Notes of projects that are gone are removed.
bool remember_server(const std::filesystem::path& project, const std::filesystem::path& data);

/// Whether that was noted of this project and these very data.
bool is_known_server(const std::filesystem::path& project, const std::filesystem::path& data);

void forget_server(const std::filesystem::path& project);

} // namespace dunlin::local
