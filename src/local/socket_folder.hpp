// SPDX-License-Identifier: MIT
#pragma once

#include "account.hpp"

#include <filesystem>

namespace dunlin::local {

/// The folder for the socket of one project: PLACE/dunlin/HASH (PLACE/HASH in /tmp), where HASH is
/// derived from the project's real path. It is created if necessary, belongs to `owner` and has
/// mode 0700; its parent has mode 0700, too, and belongs to the caller. Throws error(refused) when
/// a file of another user has that name.
std::filesystem::path make_socket_folder(const std::filesystem::path& project,
                                         const account& owner);

/// Removes the folders that make_socket_folder() may have created for a project.
void remove_socket_folders(const std::filesystem::path& project);

/// Creates a folder of the caller with mode 0700, or checks an existing one: throws error(refused)
/// for a symbolic link, another user's folder, or one that others may access.
void make_private_folder(const std::filesystem::path& folder);

/// Whether the path of PostgreSQL's socket in the folder fits into the 107 bytes of a sockaddr_un.
bool socket_fits(const std::filesystem::path& folder);

/// The path of the socket in a folder.
std::filesystem::path socket_in(const std::filesystem::path& folder);

} // namespace dunlin::local
