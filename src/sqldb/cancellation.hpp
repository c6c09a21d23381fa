// SPDX-License-Identifier: MIT
#pragma once

#include "cancel_request.hpp"
#include "wait.hpp"

#include <dunlin/sqldb/executor.hpp>

#include <chrono>

namespace dunlin::sqldb {

struct config;

/// What ends a wait for the server early.
struct wait_limits {
    const interruption* stop = nullptr;
    std::chrono::milliseconds limit{0};          ///< 0: none
    std::chrono::milliseconds cancel_timeout{0}; ///< see config
    deadline until;
};

/// Those of the configuration, and of one call.
wait_limits limits_of(const config& settings, const call_limits& call = {}) noexcept;
/// Those of a ROLLBACK, which is what an interruption leads to, and so is not ended by one: it gets
/// what is left of the time that a command may take to end.
wait_limits rollback_limits_of(const config& settings) noexcept;

/// How a session's work is ended that takes too long or is told to stop: the server is requested to
/// cancel it, and when it does not answer in time, shutdown(2) on the session's socket ends every
/// call that reads or writes there, in whichever thread. It knows nothing of what the work is.
class cancellation {
public:
    /// `socket` is the session's; `request` must outlive this. The time begins now.
    cancellation(int socket, const cancel_request& request, const wait_limits& limits);

    /// Waits until the descriptor has one of the poll() events: the session's socket, or whatever
    /// becomes readable when the work is done. A stop and the deadline, which are looked at first,
    /// lead to a cancel request and then to more waiting. False when that was in vain: then the
    /// socket is shut down.
    bool await(int descriptor, short events) noexcept;
    /// Whether the work was told to end; looks for a stop and the deadline first.
    bool has_begun() noexcept;
    /// Tells it to end now, for that reason.
    void begin(wake reason) noexcept;
    /// Why it was told to end; ready when it was not.
    [[nodiscard]] wake reason() const noexcept { return reason_; }
    /// Whether the socket was shut down.
    [[nodiscard]] bool has_given_up() const noexcept { return has_given_up_; }

private:
    int socket_;
    const cancel_request& request_;
    wait_limits limits_;
    deadline until_;
    wake reason_ = wake::ready;
    bool has_given_up_ = false;
};

} // namespace dunlin::sqldb
