// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/interruption.hpp>

#include <chrono>
#include <optional>

namespace dunlin::local {

/// What ends a wait for a private server early: error(interrupted) for a stop, error(timed_out)
/// after the deadline.
struct wait_limits {
    wait_limits() = default;
    /// Only a stop; it may be null.
    wait_limits(const interruption* asked) : stop(asked) {} // NOLINT(*-explicit-*)
    wait_limits(const interruption* asked, std::optional<std::chrono::steady_clock::time_point> end)
        : stop(asked), until(end) {}

    const interruption* stop = nullptr;
    std::optional<std::chrono::steady_clock::time_point> until;
};

} // namespace dunlin::local
