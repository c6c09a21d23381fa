// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

namespace dunlin {
class interruption;
}

namespace dunlin::sqldb {

/// The moment after which waiting ends; nullopt is never.
using deadline = std::optional<std::chrono::steady_clock::time_point>;

/// `limit` from now; a limit of zero or less is no limit.
deadline deadline_after(std::chrono::milliseconds limit) noexcept;

enum class wake { ready, interrupted, timed_out };

/// The earlier of the two.
deadline earlier_of(deadline left, deadline right) noexcept;

/// Waits until the socket has one of the poll() events, the interruption (may be null) is
/// requested, or the deadline has passed. Both are checked before the socket, so that a server that
/// never stops sending cannot prevent them. A socket with an error counts as ready: libpq will
/// report the error.
wake wait_for(int socket, short events, const interruption* stop, deadline until) noexcept;

/// Whether the socket has one of the poll() events now (or has been closed), without waiting.
bool has_event(int socket, short events) noexcept;

} // namespace dunlin::sqldb
