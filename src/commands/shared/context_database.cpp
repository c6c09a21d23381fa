// SPDX-License-Identifier: MIT
#include "shared/ledger_protection.hpp"
#include "shared/local_server.hpp"
#include "shared/password_command.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/config/redact.hpp>
#include <dunlin/local/ephemeral.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::commands {
namespace {

constexpr std::string_view ephemeral_name = "ephemeral";

/// None for a database that does not exist yet or cannot be connected to.
ledger_protection protection_of(const sqldb::config& database, const std::string& ledger_schema) {
    try {
        sqldb::connection db(database);
        return read_ledger_protection(db, ledger_schema);
    } catch (const error& problem) {
        if (problem.kind() != error_kind::connection) {
            throw;
        }
        return {};
    }
}

} // namespace

void context::report_notice(const sqldb::notice& notice, std::string_view version) const {
    const std::string prefix = version.empty() ? "" : fmt::format("{}: ", version);
    const std::string message = without_secrets(notice.message);
    if (notice.severity == "WARNING") {
        warn(prefix + message);
    } else {
        info(fmt::format("{}{}: {}", prefix, notice.severity, message));
    }
}

std::string context::without_secrets(std::string_view text) const {
    return config::redact(observation_.hide_in(text));
}

const commands::target& context::target() {
    if (!target_) {
        target_ = find_target(configuration(), [this](const auto& left, const auto& right) {
            return is_same_database(*this, left, right);
        });
    }
    return *target_;
}

std::string context::database_address() {
    const std::string& choice = config::require_database(configuration());
    if (is_private(choice) && server_url_.empty()) {
        return choice;
    }
    sqldb::config settings;
    settings.ignore_environment = is_private(choice);
    settings.url = is_private(choice) ? server_url_ : choice;
    return sqldb::describe(settings);
}

void context::set_ledger_environment(const std::string& environment) {
    static_cast<void>(target());
    if (!target_->is_of_environment && target_->environment.empty()) {
        target_->environment = environment;
    }
}

/// The expected name is the environment's, or the database's own if it has no environment. No
/// server is needed where dunlin.toml decides that.
void context::check_confirmation() {
    const commands::target& database = target();
    if (!options_.confirm.empty() && (database.is_of_environment || database.is_protected)) {
        require_confirmation(database.environment.empty() ? database.name : database.environment);
    }
}

/// For other databases the ledger may name the environment. It is read only when the given name is
/// not the database's own.
void context::check_confirmation(const sqldb::config& connection) {
    const commands::target& database = target();
    std::string expected = database.environment.empty() ? database.name : database.environment;
    if (options_.confirm.empty() || options_.confirm == expected || database.is_of_environment ||
        database.is_protected || std::exchange(confirmation_checked_, true)) {
        return;
    }
    const auto protection = protection_of(connection, configuration().ledger_schema.value);
    if (!protection.environment.empty()) {
        expected = protection.environment;
    } else if (protection.is_unreadable) {
        expected = database.name;
    }
    require_confirmation(expected);
}

void context::require_confirmation(const std::string& expected) {
    if (options_.confirm != expected) {
        throw error(error_kind::refused, fmt::format("--confirm {} does not name {}",
                                                     options_.confirm, to_string(target())))
            .with_hint(fmt::format("its name is {}", expected));
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
        const commands::target& database = target();
        require_confirmation(database.environment.empty() ? database.name : database.environment);
    } else if (options_.confirm != settings.environment) {
        throw error(error_kind::refused,
                    fmt::format("--confirm {} names no database: none is configured here",
                                options_.confirm));
    }
}

void context::report_ignored_url() {
    const auto& ignored = configuration().overruled_url;
    const std::string& chosen = config::require_database(configuration());
    if (!ignored || std::exchange(ignored_url_reported_, true)) {
        return;
    }
    try {
        if (is_same_database(*this, chosen, *ignored)) {
            return;
        }
    } catch (const error&) {
        // A malformed URL is not the chosen database.
    }
    info(fmt::format("DATABASE_URL is ignored: {} names {}",
                     config::to_string(configuration().database.origin), target().database));
}

sqldb::config context::server_settings() {
    check_confirmation();
    report_ignored_url();
    sqldb::config settings;
    settings.url = server_url();
    settings.ignore_environment = is_private(config::require_database(configuration()));
    server_url_ = settings.url;
    settings.disable_tls = configuration().disable_tls.value;
    settings.role = options_.role;
    settings.password = configured_password(settings);
    settings.application_name = "dunlin " + verb_;
    settings.statement_timeout = options_.timeout;
    settings.stop = &stop_;
    settings.observer = observation_.statements();
    settings.on_notice = [this](const sqldb::notice& notice) { report_notice(notice); };
    check_confirmation(settings);
    return settings;
}

sqldb::config context::database_settings() {
    sqldb::config settings = server_settings();
    if (ephemeral_ || is_local(config::require_database(configuration()))) {
        create_missing_database(settings);
    }
    return settings;
}

/// The output of password_command, unless the URL has a password.
std::string context::configured_password(const sqldb::config& settings) {
    const auto& command = configuration().password_command;
    if (command.value.empty() || settings.ignore_environment || sqldb::has_password(settings)) {
        return {};
    }
    if (!password_) {
        password_ = run_password_command(command, messages_, stop_, options_.timeout);
    }
    return *password_;
}

std::string context::server_url() {
    const std::string& choice = config::require_database(configuration());
    if (choice == ephemeral_name) {
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
        info("started the project's private server; `dunlin local stop` stops it");
    }
    return server.url(local_database(*this));
}

} // namespace dunlin::commands
