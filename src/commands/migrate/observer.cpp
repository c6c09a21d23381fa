// SPDX-License-Identifier: MIT
#include "migrate/observer.hpp"

#include "migrate/events.hpp"
#include "migrate/messages.hpp"
#include "migrate/telemetry.hpp"

#include <dunlin/commands/context.hpp>

#include <utility>

namespace dunlin::commands {
namespace {

/// With JSON output stderr has only the notices and the document of an error.
class notice_messages final : public migrator::observer {
public:
    explicit notice_messages(const context& context) : context_(context) {}

    void on_notice(std::string_view version, const sqldb::notice& notice) override {
        context_.report_notice(notice, version);
    }

private:
    const context& context_;
};

std::unique_ptr<migrator::observer> make_printer(context& context) {
    switch (context.format(output::format::table)) {
    case output::format::ndjson:
        return std::make_unique<migrate_events>(context);
    case output::format::json:
        return std::make_unique<notice_messages>(context);
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

std::unique_ptr<migrator::observer> observe_run(context& context, migrator::settings& settings) {
    auto observer = make_observer(context);
    settings.watcher = observer.get();
    settings.database.on_notice = {};
    return observer;
}

std::string describe(const std::vector<migrator::session_info>& sessions) {
    std::string text;
    for (const auto& session : sessions) {
        text += (text.empty() ? "" : "; ") + session.describe();
    }
    return text;
}

} // namespace dunlin::commands
