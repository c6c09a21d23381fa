// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>

namespace dunlin {

/// A request to stop, raised from a signal handler and seen by whoever waits. Waiters poll() fd()
/// beside their own descriptors; it becomes readable with the first request and stays so.
class interruption {
public:
    interruption();
    ~interruption();
    interruption(const interruption&) = delete;
    interruption& operator=(const interruption&) = delete;

    /// Async-signal-safe. The first signal wins.
    void request(int signal) noexcept;
    /// The signal that was requested, 0 for none.
    [[nodiscard]] int requested() const noexcept { return signal_.load(); }
    /// When it was requested; meaningless before.
    [[nodiscard]] std::chrono::steady_clock::time_point requested_at() const noexcept;
    [[nodiscard]] int fd() const noexcept { return fd_; }
    /// Throws error(interrupted) when a request was made.
    void check() const;

private:
    std::atomic<int> signal_{0};
    std::atomic<std::chrono::steady_clock::rep> requested_at_{0};
    int fd_;
};

} // namespace dunlin
