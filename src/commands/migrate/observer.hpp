// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/observer.hpp>
#include <dunlin/migrator/settings.hpp>

#include <memory>
#include <string>
#include <vector>

namespace dunlin::commands {

class context;

/// The observer for the output format: events for NDJSON, only notices of the server for JSON, else
/// messages; also spans and metrics when these are recorded. Call it after the configuration was
/// read. For the spans the run lasts as long as the observer.
std::unique_ptr<migrator::observer> make_observer(context& context);

/// Makes the observer of a run and sets it in `settings`. It prints the notices of the server, each
/// with its migration.
std::unique_ptr<migrator::observer> observe_run(context& context, migrator::settings& settings);

/// "pid 4711 (app as joe, since 2026-01-01T00:00:00Z); pid 4712 (...)".
std::string describe(const std::vector<migrator::session_info>& sessions);

} // namespace dunlin::commands
