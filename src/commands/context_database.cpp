// SPDX-License-Identifier: MIT
#include "local_server.hpp"
#include "password_command.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/local/ephemeral.hpp>

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace dunlin::commands {
namespace {

constexpr std::string_view ephemeral_word = "ephemeral";

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
    settings.url = reachable_url();
    settings.ignore_environment = is_private(config::require_database(configuration()));
    settings.disable_tls = configuration().disable_tls.value;
    settings.role = options_.role;
    settings.password = configured_password(settings);
    settings.application_name = "dunlin " + verb_;
    settings.statement_timeout = options_.timeout;
    settings.stop = &stop_;
    settings.observer = observed_.statements();
    settings.on_notice = [this](const sqldb::notice& notice) { say_notice(talk_, notice); };
    return settings;
}

sqldb::config context::database_settings() {
    sqldb::config settings = server_settings();
    if (ephemeral_ || is_local(config::require_database(configuration()))) {
        make_missing_database(settings);
    }
    return settings;
}

/// Of password_command, unless the URL has one already.
std::string context::configured_password(const sqldb::config& settings) {
    const auto& command = configuration().password_command;
    if (command.value.empty() || settings.ignore_environment || sqldb::has_password(settings)) {
        return {};
    }
    if (!password_) {
        password_ = run_password_command(command, talk_, stop_);
    }
    return *password_;
}

std::string context::reachable_url() {
    const std::string& choice = config::require_database(configuration());
    if (choice == ephemeral_word) {
        if (!ephemeral_) {
            ephemeral_ =
                std::make_unique<local::ephemeral>(std::vector<std::string>{}, local_limits(*this));
        }
        return ephemeral_->url();
    }
    if (!is_local(choice)) {
        return choice;
    }
    local::server server = project_server(*this);
    if (server.start(local_limits(*this)) == local::outcome::done) {
        say("started the project's private server; `dunlin local stop` stops it");
    }
    return server.url(local_database(*this));
}

} // namespace dunlin::commands
