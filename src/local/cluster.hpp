// SPDX-License-Identifier: MIT
#pragma once

#include "account.hpp"

#include <dunlin/base/descriptor.hpp>
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
    std::filesystem::path log;   ///< initdb and the server append their messages here
    std::filesystem::path alive; ///< locked by the server while any of its processes lives
};

/// Runs initdb on the data directory, which must exist, be empty and belong to `owner`. Throws
/// error(failed) with initdb's last message, and what pause() throws.
void initialise(const cluster_paths& paths, const binaries& programs, const account& owner,
                const wait_limits& limits);

struct launch_options {
    std::vector<std::string> settings; ///< "fsync=off"
    bool dies_with_parent = false;
};

/// Starts the server process and does not wait until it is ready. `alive` must not be locked; a
/// leftover pid file is removed.
pid_t launch(const cluster_paths& paths, const binaries& programs, const account& owner,
             const launch_options& options);

/// Waits until the server accepts connections. `child` is its process when this process is the
/// parent, else -1. Throws error(failed) with the server's last messages when it ends or is not
/// ready after a minute, and what pause() throws.
void wait_until_ready(const cluster_paths& paths, pid_t child, const wait_limits& limits);

/// Stops the server with SIGINT (terminates sessions, flushes data), and after ten seconds with
/// SIGQUIT. `child` is its process when this process started it, else -1. Throws error(failed) when
/// it survives both or its process is not visible from here.
void halt(const cluster_paths& paths, pid_t child, const wait_limits& limits);

} // namespace dunlin::local
