// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace dunlin::commands {

/// How often something was waited for, and how long in all.
struct waiting {
    std::int64_t count = 0;
    std::chrono::microseconds duration{0};
};

/// What a command learnt of migrations, for its metrics. Plain numbers that verbs and the observer
/// of a run fill in.
struct migration_metrics {
    std::map<std::string, std::int64_t> states; ///< by state, when the command looked at all
    std::optional<std::int64_t> pending;
    std::optional<std::string> current;       ///< empty: no version is applied
    std::map<std::string, std::int64_t> done; ///< by direction
    std::int64_t failures = 0;
    std::int64_t retries = 0;
    std::chrono::microseconds duration{0};
    std::chrono::microseconds slowest{0};
    waiting for_runner;
    waiting for_table;
};

} // namespace dunlin::commands
