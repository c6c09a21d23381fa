// SPDX-License-Identifier: MIT
#pragma once

#include "account.hpp"

#include <filesystem>
#include <vector>

namespace dunlin::local {

/// Where the socket folders of this user may stand, best first: $XDG_RUNTIME_DIR and /run/user/UID
/// when they are sound, then /tmp/dunlin-UID.
std::vector<std::filesystem::path> socket_parents();

/// The folder for the socket of one project: PLACE/dunlin/HASH (PLACE/HASH in /tmp), where HASH
/// comes from the project's real path. It is made if necessary, belongs to `owner`, and has mode
/// 0700, as has the folder above it, which belongs to the caller.
/// Throws error(refused) when something of another user stands in the way.
std::filesystem::path make_socket_folder(const std::filesystem::path& project,
                                         const account& owner);

/// Removes the folders that make_socket_folder() may have made for a project.
void remove_socket_folders(const std::filesystem::path& project);

/// Makes one folder of the caller with mode 0700, or checks one that stands there: a symbolic link,
/// a folder of someone else, or one that others may write to is error(refused).
void make_private_folder(const std::filesystem::path& folder);

/// A Unix socket's path has at most 107 bytes (sockaddr_un). Whether PostgreSQL's fits.
bool socket_fits(const std::filesystem::path& folder);

/// The path of the socket in a folder.
std::filesystem::path socket_in(const std::filesystem::path& folder);

} // namespace dunlin::local
