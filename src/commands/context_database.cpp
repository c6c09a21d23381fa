// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>

#include <fmt/format.h>

namespace dunlin::commands {
namespace {

void say_notice(const talk& voice, const sqldb::notice& notice) {
    if (notice.severity == "WARNING") {
        voice.warn(notice.message);
    } else {
        voice.say(fmt::format("{}: {}", notice.severity, notice.message));
    }
}

} // namespace

sqldb::config context::server_settings() {
    sqldb::config settings;
    settings.url = config::require_database(configuration());
    settings.application_name = "dunlin " + verb_;
    settings.statement_timeout = options_.timeout;
    settings.stop = &stop_;
    settings.observer = talk_.traces() ? statement_log_.get() : nullptr;
    settings.on_notice = [this](const sqldb::notice& notice) { say_notice(talk_, notice); };
    return settings;
}

sqldb::config context::database_settings() {
    return server_settings();
}

} // namespace dunlin::commands
