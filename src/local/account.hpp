// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace dunlin::local {

/// The user that a server runs as.
struct account {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
    bool is_other_user = false; ///< not the user who runs this process
};

/// The effective user; for root, which PostgreSQL refuses, the user `postgres` or else `nobody`.
/// Throws error(config) when neither exists.
account server_account();

/// The owner of an existing data directory, the only user who can run a server on it. Throws
/// error(refused) unless that is the effective user or, for root, any user but root.
account owner_of(const std::filesystem::path& data);

/// Sets the mode of a folder to 0700 and its owner, but not those of its contents. Throws
/// error(failed).
void change_owner(const std::filesystem::path& folder, const account& owner);

/// The same, with the owner of all its contents. Throws error(failed).
void change_tree_owner(const std::filesystem::path& folder, const account& owner);

} // namespace dunlin::local
