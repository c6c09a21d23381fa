// SPDX-License-Identifier: MIT
#pragma once

#include "account.hpp"
#include "descriptor.hpp"

#include <dunlin/local/binaries.hpp>
#include <dunlin/local/wait_limits.hpp>

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace dunlin::local {

/// The paths of one cluster. All are absolute.
struct cluster_paths {
    std::filesystem::path data;
    std::filesystem::path sockets;
    std::filesystem::path log;   ///< what initdb and the server say is appended here
    std::filesystem::path alive; ///< locked by the server as long as any of its processes lives
};

/// initdb into the data directory, which must exist, be empty and belong to `owner`. Throws
/// error(failed) with what initdb said last, and what pause() throws.
void initialise(const cluster_paths& paths, const binaries& programs, const account& owner,
                const wait_limits& limits);

struct launch_options {
    std::vector<std::string> settings; ///< "fsync=off"
    bool dies_with_parent = false;
};

/// Starts the server process. Whoever calls this has seen that `alive` is not locked, so a pid file
/// that is left over is removed. Does not wait until the server is ready.
pid_t launch(const cluster_paths& paths, const binaries& programs, const account& owner,
             const launch_options& options);

/// Waits until the server accepts connections. `child` is its process when this process is the
/// parent, else -1. Throws error(failed) with the server's last words when it ends or is not ready
/// after a minute, and what pause() throws.
void wait_until_ready(const cluster_paths& paths, pid_t child, const wait_limits& limits);

/// Stops the server with SIGINT (sessions are cut, data flushed), after ten seconds with SIGQUIT.
/// `child` is its process when this process started it, else -1. Throws error(failed) when it
/// outlives that too or is no process that can be seen from here.
void halt(const cluster_paths& paths, pid_t child, const wait_limits& limits);

/// The last lines of a log that say what went wrong, without their time stamps; empty when none do.
std::string last_error_lines(const std::filesystem::path& log);

} // namespace dunlin::local
