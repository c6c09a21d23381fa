// SPDX-License-Identifier: MIT
#pragma once

#include "cancel_request.hpp"
#include "wait.hpp"

#include <dunlin/sqldb/executor.hpp>

#include <chrono>

namespace dunlin::sqldb {

struct config;

/// The limits of a wait for the server.
struct wait_limits {
    const interruption* stop = nullptr;
    std::chrono::milliseconds limit{0};          ///< 0: none
    std::chrono::milliseconds cancel_timeout{0}; ///< see config
    deadline until;
};

/// The limits of the configuration and of one call.
wait_limits limits_of(const config& settings, const call_limits& call = {}) noexcept;
/// The limits of a ROLLBACK. An interruption leads to a ROLLBACK and so does not end it: it gets
/// the rest of the time that a command has to end.
wait_limits rollback_limits_of(const config& settings) noexcept;

/// Cancels a session's work that is interrupted or takes too long: it sends the server a cancel
/// request and, when the server does not respond in time, calls shutdown(2) on the session's
/// socket, which ends every read and write there in any thread. It does not depend on the kind of
/// work.
class cancellation {
public:
    /// `socket` is the session's; `request` must outlive this. The time limit starts now.
    cancellation(int socket, const cancel_request& request, const wait_limits& limits);

    /// Waits until the descriptor, which is the session's socket or becomes readable when the work
    /// is done, has one of the poll() events. First checks for a stop and the deadline, which lead
    /// to a cancel request and further waiting. Returns false when the server does not respond to
    /// that; then the socket has been shut down.
    bool await(int descriptor, short events) noexcept;
    /// Whether cancellation has begun. Checks for a stop and the deadline first.
    bool has_begun() noexcept;
    /// Begins the cancellation now, for that reason.
    void begin(wake reason) noexcept;
    /// Why it has begun; ready when it has not.
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
