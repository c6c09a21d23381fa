// SPDX-License-Identifier: MIT
#pragma once

#include "wait.hpp"

#include <csignal>
#include <functional>

namespace dunlin::sqldb {

/// A descriptor that becomes readable when it is set; negative when the system has none to spare.
class completion {
public:
    completion();
    ~completion();
    completion(const completion&) = delete;
    completion& operator=(const completion&) = delete;

    void set() const noexcept;
    [[nodiscard]] int fd() const noexcept { return fd_; }

private:
    int fd_;
};

/// Blocks all signals for its scope: a thread that is started in it handles none, so that a signal
/// still wakes the thread that waits.
class signal_blocker {
public:
    signal_blocker();
    ~signal_blocker();
    signal_blocker(const signal_blocker&) = delete;
    signal_blocker& operator=(const signal_blocker&) = delete;

private:
    sigset_t before_{};
};

/// Runs a call that may block where nothing can wake it (a name lookup, PQcancel()) in a thread of
/// its own, and waits until it has returned, a stop is requested or the deadline has passed. In the
/// last two cases the thread is left behind and ends when the call returns, so `call` must own all
/// that it uses. It must not throw. When no thread can be started the call is not made: timed_out.
wake bounded_call(std::function<void()> call, const interruption* stop, deadline until);

} // namespace dunlin::sqldb
