// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/server.hpp>
#include <dunlin/local/wait_limits.hpp>

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::local {

/// A server that lives as long as this object, in a private temporary folder. A second process
/// watches it: it stops the server and removes the folder when the object is destroyed or its
/// process is killed. Nothing is synced to disk.
///
/// A new cluster is a copy of a stored template ($XDG_CACHE_HOME/dunlin, else ~/.cache/dunlin),
/// which the first run of a PostgreSQL version creates. Without a usable cache every run creates
/// its own cluster.
class ephemeral {
public:
    /// Returns when the server accepts connections. Throws like server::start(). The interruption
    /// in `limits` must outlive this.
    explicit ephemeral(std::vector<std::string> settings = {}, const wait_limits& limits = {});
    /// Returns when the server has ended and the folder is removed. When that takes more than ten
    /// seconds (2.5 after a stop or with a deadline), the second process finishes it alone.
    ~ephemeral();
    ephemeral(const ephemeral&) = delete;
    ephemeral& operator=(const ephemeral&) = delete;

    /// The URL of a database. It need not exist; create it through maintenance_database.
    [[nodiscard]] std::string url(std::string_view database = default_database) const;
    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

private:
    void end() noexcept;

    wait_limits limits_;
    std::filesystem::path folder_;
    pid_t watcher_ = -1;
    int lifeline_ = -1; ///< the end of a pipe; the watcher acts when it is closed
};

} // namespace dunlin::local
