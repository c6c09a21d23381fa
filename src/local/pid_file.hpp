// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string_view>

namespace dunlin::local {

/// What a server writes about itself into postmaster.pid (PostgreSQL's
/// src/include/utils/pidfile.h: line 1 the pid, line 5 the socket's folder, line 8 the state).
struct pid_file {
    enum class state { starting, ready, stopping };

    pid_t pid = 0;
    std::filesystem::path sockets; ///< empty until the server listens
    state current_state = state::starting;
};

/// nullopt when the text does not begin with a process number.
std::optional<pid_file> parse_pid_file(std::string_view text);

/// The pid file of a data directory, nullopt when there is none. /proc/self in the socket's folder
/// is resolved for the server's process.
std::optional<pid_file> read_pid_file(const std::filesystem::path& data);

/// Whether the process runs in that folder, as every server does in its data directory.
bool runs_in(pid_t pid, const std::filesystem::path& folder);

} // namespace dunlin::local
