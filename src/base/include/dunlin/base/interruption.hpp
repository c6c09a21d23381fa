// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>

namespace dunlin {

/// A request to stop, made by a signal handler. Code that waits polls fd() together with its own
/// descriptors: it becomes readable at the first request and stays readable.
class interruption {
public:
    interruption();
    ~interruption();
    interruption(const interruption&) = delete;
    interruption& operator=(const interruption&) = delete;

    /// Async-signal-safe. Only the first signal counts.
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
