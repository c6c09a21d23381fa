// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace dunlin::migrator {

/// Runs a script as sqldb::connection does. When it records a migration in a ledger that keeps
/// durations, run.recording.duration is what it recorded.
void run_recording_script(run_context& run, std::string_view sql);

/// An attempt at a migration begins: what it takes until it is recorded counts from now.
void begin_attempt(run_context& run);
/// How long the attempt has taken so far; nullopt when none was begun.
std::optional<std::chrono::milliseconds> attempt_duration(const run_context& run);

} // namespace dunlin::migrator
