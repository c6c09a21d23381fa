// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace dunlin::config {

/// The defaults of settings that no flag, variable or file sets.
inline constexpr const char* default_migrations = "migrations";
inline constexpr const char* default_seed = "seed";
inline constexpr const char* default_ledger_schema = "dunlin";
inline constexpr std::chrono::milliseconds default_lock_timeout{2000};
inline constexpr int default_lock_retries = 10;
inline constexpr std::chrono::milliseconds default_lock_wait{60000};

} // namespace dunlin::config
