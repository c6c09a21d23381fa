// SPDX-License-Identifier: MIT
#include "migrate/observer.hpp"

#include "migrate/events.hpp"
#include "migrate/messages.hpp"
#include "migrate/telemetry.hpp"

#include <dunlin/commands/context.hpp>

#include <utility>

namespace dunlin::commands {
namespace {

std::unique_ptr<migrator::observer> make_printer(context& context) {
    switch (context.format(output::format::table)) {
    case output::format::ndjson:
        return std::make_unique<migrate_events>(context);
    case output::format::json:
        // With JSON output stderr has only the document of an error.
        return std::make_unique<migrator::observer>();
    default:
        return std::make_unique<migrate_messages>(context);
    }
}

} // namespace

std::unique_ptr<migrator::observer> make_observer(context& context) {
    auto printer = make_printer(context);
    const observation& observation = context.observation();
    if (observation.tracer() == nullptr && observation.migrations() == nullptr) {
        return printer;
    }
    return std::make_unique<migrate_telemetry>(std::move(printer), observation);
}

std::string describe(const std::vector<migrator::session_info>& sessions) {
    std::string text;
    for (const auto& session : sessions) {
        text += (text.empty() ? "" : "; ") + session.describe();
    }
    return text;
}

} // namespace dunlin::commands
