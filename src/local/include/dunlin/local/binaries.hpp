// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::local {

/// One installation of PostgreSQL's server programs.
struct binaries {
    std::filesystem::path folder; ///< holds `initdb` and `postgres`
    int major = 0;                ///< 15
    int minor = 0;                ///< 20; 0 for a beta
    std::string version;          ///< "15.20", as `postgres --version` prints it

    [[nodiscard]] std::filesystem::path program(const char* name) const { return folder / name; }
};

/// Where to search. The default comes from the environment and the operating system.
struct search_paths {
    std::optional<std::filesystem::path>
        chosen;                              ///< DUNLIN_PG_BIN: if set, the only folder searched
    std::filesystem::path root = "/";        ///< root of the default folders
    std::vector<std::filesystem::path> path; ///< the folders of PATH, for pg_config and postgres

    static search_paths of_environment();
};

/// Every installation found, newest version first. Searches only DUNLIN_PG_BIN when it is set;
/// otherwise the folder that `pg_config --bindir` prints, the default folders of Debian, Fedora and
/// Homebrew, and PATH. Throws error(config) when DUNLIN_PG_BIN names a folder without the programs.
std::vector<binaries> find_all_binaries(const search_paths& paths = search_paths::of_environment());

/// The newest installation, or with `major` the newest of that major version. Throws error(config),
/// with a hint how to install it, when there is none.
binaries find_binaries(std::optional<int> major = std::nullopt,
                       const search_paths& paths = search_paths::of_environment());

} // namespace dunlin::local
