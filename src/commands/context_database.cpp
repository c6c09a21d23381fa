// SPDX-License-Identifier: MIT
#include "maintenance.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/local/ephemeral.hpp>
#include <dunlin/local/server.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace dunlin::commands {
namespace {

constexpr std::string_view local_word = "local";
constexpr std::string_view ephemeral_word = "ephemeral";

/// Whether a database is one of dunlin's own servers: "local", "local:NAME" or "ephemeral".
bool is_private(std::string_view choice) {
    return choice == local_word || choice == ephemeral_word ||
           (choice.starts_with("local:") && choice.size() > local_word.size() + 1);
}

void create_if_missing(const sqldb::config& settings) {
    const std::string name = sqldb::database_name(settings);
    sqldb::connection server = connect_for_maintenance(settings);
    if (database_exists(server, name)) {
        return;
    }
    try {
        sqldb::exec(server, "CREATE DATABASE " + server.quote_identifier(name));
    } catch (const sqldb::sql_error&) {
        // Another command may have been faster.
        if (!database_exists(server, name)) {
            throw;
        }
    }
}

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
    settings.application_name = "dunlin " + verb_;
    settings.statement_timeout = options_.timeout;
    settings.stop = &stop_;
    settings.observer = talk_.traces() ? statement_log_.get() : nullptr;
    settings.on_notice = [this](const sqldb::notice& notice) { say_notice(talk_, notice); };
    return settings;
}

sqldb::config context::database_settings() {
    sqldb::config settings = server_settings();
    if (is_private(config::require_database(configuration()))) {
        create_if_missing(settings);
    }
    return settings;
}

std::string context::reachable_url() {
    const std::string& choice = config::require_database(configuration());
    if (choice == ephemeral_word) {
        if (!ephemeral_) {
            ephemeral_ = std::make_unique<local::ephemeral>(std::vector<std::string>{}, &stop_);
        }
        return ephemeral_->url();
    }
    if (!is_private(choice)) {
        return choice;
    }
    local::server server(configuration().root);
    if (server.start(&stop_) == local::outcome::done) {
        say("started the project's private server; `dunlin local stop` stops it");
    }
    const std::string_view name = std::string_view(choice).substr(local_word.size());
    return name.empty() ? server.url() : server.url(name.substr(1));
}

} // namespace dunlin::commands
