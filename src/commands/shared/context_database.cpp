// SPDX-License-Identifier: MIT
#include "shared/local_server.hpp"
#include "shared/password_command.hpp"
#include "shared/protection_mark.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/local/ephemeral.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <string_view>
#include <utility>
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

/// A database that is not there yet, or cannot be reached, has none.
protection_mark mark_of(const sqldb::config& database, const std::string& ledger_schema) {
    try {
        sqldb::connection db(database);
        return read_protection_mark(db, ledger_schema);
    } catch (const error& problem) {
        if (problem.kind() != error_kind::connection) {
            throw;
        }
        return {};
    }
}

} // namespace

const commands::target& context::target() {
    if (!target_) {
        target_ = find_target(configuration(), [this](const auto& left, const auto& right) {
            return is_one_database(*this, left, right);
        });
    }
    return *target_;
}

std::string context::database_address() {
    const std::string& choice = config::require_database(configuration());
    if (is_private(choice) && reached_url_.empty()) {
        return choice;
    }
    sqldb::config settings;
    settings.ignore_environment = is_private(choice);
    settings.url = is_private(choice) ? reached_url_ : choice;
    return sqldb::describe(settings);
}

void context::learn_environment(const std::string& marked) {
    static_cast<void>(target());
    if (!target_->is_of_environment && target_->environment.empty()) {
        target_->environment = marked;
    }
}

/// The right name is the environment's, or for a database that belongs to none its own. Where
/// dunlin.toml settles that, no server is asked.
void context::check_confirmation() {
    const commands::target& at = target();
    if (!options_.confirm.empty() && (at.is_of_environment || at.is_protected)) {
        require_confirmation(at.environment.empty() ? at.name : at.environment);
    }
}

/// For any other database the ledger may know the environment. It is asked only when another name
/// than the usual one was given.
void context::check_confirmation(const sqldb::config& database) {
    const commands::target& at = target();
    std::string right = at.environment.empty() ? at.name : at.environment;
    if (options_.confirm.empty() || options_.confirm == right || at.is_of_environment ||
        at.is_protected || std::exchange(confirmation_checked_, true)) {
        return;
    }
    const auto mark = mark_of(database, configuration().ledger_schema.value);
    if (!mark.environment.empty()) {
        right = mark.environment;
    } else if (mark.is_hidden) {
        right = at.name;
    }
    require_confirmation(right);
}

void context::require_confirmation(const std::string& right) {
    if (options_.confirm != right) {
        throw error(error_kind::refused, fmt::format("--confirm {} does not name {}",
                                                     options_.confirm, to_string(target())))
            .with_hint(fmt::format("its name is {}", right));
    }
}

void context::refuse_wrong_confirmation() {
    if (options_.confirm.empty()) {
        return;
    }
    const config::settings& settings = configuration();
    if (verb_.starts_with("local ")) {
        if (!is_name_of_private_server(*this, options_.confirm)) {
            throw error(error_kind::refused, fmt::format("--confirm {} does not name the project's "
                                                         "private server",
                                                         options_.confirm))
                .with_hint("give the name of an environment or a database on it");
        }
    } else if (!settings.database_problem && settings.database.value) {
        const commands::target& at = target();
        require_confirmation(at.environment.empty() ? at.name : at.environment);
    } else if (options_.confirm != settings.environment) {
        throw error(error_kind::refused,
                    fmt::format("--confirm {} names no database: none is configured here",
                                options_.confirm));
    }
}

void context::mention_overruled_url() {
    const auto& other = configuration().overruled_url;
    const std::string& chosen = config::require_database(configuration());
    if (!other || std::exchange(url_mentioned_, true)) {
        return;
    }
    try {
        if (is_one_database(*this, chosen, *other)) {
            return;
        }
    } catch (const error&) {
        // What cannot be understood is another database at any rate.
    }
    say(fmt::format("DATABASE_URL is ignored: {} names {}",
                    config::to_string(configuration().database.origin), target().database));
}

sqldb::config context::server_settings() {
    check_confirmation();
    mention_overruled_url();
    sqldb::config settings;
    settings.url = reachable_url();
    settings.ignore_environment = is_private(config::require_database(configuration()));
    reached_url_ = settings.url;
    settings.disable_tls = configuration().disable_tls.value;
    settings.role = options_.role;
    settings.password = configured_password(settings);
    settings.application_name = "dunlin " + verb_;
    settings.statement_timeout = options_.timeout;
    settings.stop = &stop_;
    settings.observer = observed_.statements();
    settings.on_notice = [this](const sqldb::notice& notice) { say_notice(talk_, notice); };
    check_confirmation(settings);
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
        password_ = run_password_command(command, talk_, stop_, options_.timeout);
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
