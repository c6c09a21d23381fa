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
/// watches over it: it stops the server and removes the folder when the object dies, and when its
/// process is killed without a word. Nothing is synced to disk.
///
/// A new cluster is a copy of a kept template ($XDG_CACHE_HOME/dunlin, else ~/.cache/dunlin); the
/// first run of a PostgreSQL version makes the template. Without a usable cache each run makes its
/// own cluster.
class ephemeral {
public:
    /// Returns when the server accepts connections. Throws like server::start(). What `stop` points
    /// to must outlive this.
    explicit ephemeral(std::vector<std::string> settings = {}, const wait_limits& limits = {});
    /// Returns when the server is gone and the folder removed. Where that takes more than ten
    /// seconds, or more than some two after a stop or with a deadline, the second process does it
    /// alone.
    ~ephemeral();
    ephemeral(const ephemeral&) = delete;
    ephemeral& operator=(const ephemeral&) = delete;

    /// The URL of a database, which need not exist: create it over maintenance_database.
    [[nodiscard]] std::string url(std::string_view database = default_database) const;
    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

private:
    void end() noexcept;

    wait_limits limits_;
    std::filesystem::path folder_;
    pid_t watcher_ = -1;
    int lifeline_ = -1; ///< a pipe's end: the watcher acts when it is closed
};

} // namespace dunlin::local
