// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/descriptor.hpp>
#include <dunlin/local/wait_limits.hpp>

#include <filesystem>
#include <optional>

namespace dunlin::local {

// Locks of open file descriptions (fcntl(2), "Open file description locks"): child processes
// inherit them, they last until the last process has closed the file, and they can be tested
// without being acquired. A server holds one for its lifetime, so a stale pid file cannot mislead:
// not after a kill, not when its number belongs to another process, not between two containers.

/// Opens a file and creates it if necessary, with mode 0600 and the owner of its folder. Throws
/// error(failed) naming it.
descriptor open_own_file(const std::filesystem::path& file, int flags);

/// Whether any process holds the lock of this file. False when the file does not exist;
/// error(failed) when it cannot be opened.
bool is_locked(const std::filesystem::path& file);

/// Opens (and creates if necessary) and locks the file; nullopt when another process holds the
/// lock. Throws error(failed) when the file cannot be created.
std::optional<descriptor> try_lock(const std::filesystem::path& file);

/// Waits up to `limit_ms` for the lock. Throws error(locked), and what pause() throws.
descriptor wait_for_lock(const std::filesystem::path& file, int limit_ms,
                         const wait_limits& limits);

/// Sleeps, and throws error(interrupted) when a stop is requested meanwhile, error(timed_out) after
/// the deadline.
void pause(int milliseconds, const wait_limits& limits);

} // namespace dunlin::local
