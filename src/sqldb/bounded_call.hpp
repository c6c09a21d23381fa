// SPDX-License-Identifier: MIT
#pragma once

#include "wait.hpp"

#include <csignal>
#include <functional>

namespace dunlin::sqldb {

/// An event with a descriptor that becomes readable when it is set; negative when the system has no
/// descriptor left.
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

/// Blocks all signals in its scope, so that threads started in it handle none and a signal still
/// wakes the waiting thread.
class signal_blocker {
public:
    signal_blocker();
    ~signal_blocker();
    signal_blocker(const signal_blocker&) = delete;
    signal_blocker& operator=(const signal_blocker&) = delete;

private:
    sigset_t before_{};
};

/// Runs a call that may block uninterruptibly (a name lookup, PQcancel()) in a thread of its own,
/// and waits until it returns, a stop is requested or the deadline passes. In the last two cases
/// the thread continues until the call returns, so `call` must own everything that it uses. It must
/// not throw. Returns timed_out without making the call when no thread can be started.
wake bounded_call(std::function<void()> call, const interruption* stop, deadline until);

} // namespace dunlin::sqldb
