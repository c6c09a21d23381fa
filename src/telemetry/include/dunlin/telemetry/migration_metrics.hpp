// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace dunlin::telemetry {

/// How often a lock was waited for, and how long in all.
struct lock_waits {
    std::int64_t count = 0;
    std::chrono::microseconds duration{0};
};

/// The metrics of migrations in a command.
struct migration_metrics {
    std::map<std::string, std::int64_t> states; ///< by state; empty: the command did not read them
    std::optional<std::int64_t> pending;
    std::optional<std::string> current;            ///< empty: no version is applied
    std::map<std::string, std::int64_t> completed; ///< by direction
    std::int64_t failures = 0;
    std::int64_t retries = 0;
    std::chrono::microseconds duration{0};
    std::chrono::microseconds slowest{0};
    lock_waits runner_lock;
    lock_waits table_locks;
};

} // namespace dunlin::telemetry
