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
    bool is_other_user = false; ///< another user than the one who runs this process
};

/// The effective user; for root, whom PostgreSQL refuses, the user `postgres` or else `nobody`.
/// Throws error(config) when root finds neither.
account server_account();

/// The owner of an existing data directory, who alone can run a server on it. Throws error(refused)
/// when that is neither the effective user nor, for root, a user that PostgreSQL accepts.
account owner_of(const std::filesystem::path& data);

/// Gives a folder (not what is in it) to the account, with mode 0700. Throws error(failed).
void change_owner(const std::filesystem::path& folder, const account& owner);

/// Gives a folder and all that is in it. Throws error(failed).
void change_tree_owner(const std::filesystem::path& folder, const account& owner);

} // namespace dunlin::local
