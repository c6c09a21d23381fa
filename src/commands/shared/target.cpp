// SPDX-License-Identifier: MIT
#include "shared/local_server.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/target.hpp>
#include <dunlin/config/settings.hpp>
#include <dunlin/sqldb/config.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dunlin::commands {
namespace {

sqldb::config settings_of(const std::string& database) {
    sqldb::config settings;
    settings.url = database;
    return settings;
}

std::string display_name(const std::string& database) {
    return is_private(database) ? database : short_address(sqldb::describe(settings_of(database)));
}

std::string name_of(const std::string& database) {
    if (database == "ephemeral") {
        return database;
    }
    return is_local(database) ? local_database_of(database)
                              : sqldb::database_name(settings_of(database));
}

/// Among the environments with this database a protected one comes first, then the chosen one.
const config::known_database* find_owner(const std::vector<const config::known_database*>& all,
                                         const std::string& chosen) {
    const auto weight = [&](const config::known_database* database) {
        return (database->is_protected ? 2 : 0) + (database->environment == chosen ? 1 : 0);
    };
    const auto found = std::max_element(all.begin(), all.end(), [&](const auto* a, const auto* b) {
        return weight(a) < weight(b);
    });
    return found == all.end() ? nullptr : *found;
}

/// Nothing for a malformed URL: the environment may be meant for another machine.
std::optional<bool> compare(const database_comparison& is_same, const std::string& left,
                            const std::string& right) {
    try {
        return is_same(left, right);
    } catch (const error&) {
        return std::nullopt;
    }
}

/// Adds nothing for a malformed URL, or where one of libpq's variables is malformed.
void add_display_name(const std::string& database, std::vector<std::string>& names) {
    try {
        names.push_back(display_name(database));
    } catch (const error&) {
        return;
    }
}

bool has_database(const config::settings& settings, const std::string& environment) {
    return environment.empty() ||
           std::any_of(settings.known_databases.begin(), settings.known_databases.end(),
                       [&](const auto& known) { return known.environment == environment; });
}

} // namespace

std::string short_address(std::string_view address) {
    constexpr std::string_view scheme = "postgres://";
    constexpr std::string_view port = ":5432/";
    std::string text(address.starts_with(scheme) ? address.substr(scheme.size()) : address);
    if (const auto at = text.find(port); at != std::string::npos) {
        text.erase(at, port.size() - 1);
    }
    return text;
}

target find_target(const config::settings& settings, const database_comparison& is_same) {
    const std::string& database = config::require_database(settings);
    target result;
    result.database = display_name(database);
    result.name = name_of(database);
    result.is_private = is_private(database);
    std::vector<const config::known_database*> environments;
    for (const auto& known : settings.known_databases) {
        const auto same = compare(is_same, database, known.database);
        if (same && !is_private(known.database)) {
            add_display_name(known.database, result.configured_databases);
        }
        if (same.value_or(false)) {
            result.is_named = true;
            if (!known.environment.empty()) {
                environments.push_back(&known);
            }
        }
    }
    if (const auto* owner = find_owner(environments, settings.environment)) {
        result.environment = owner->environment;
        result.is_of_environment = true;
        result.is_protected = owner->is_protected;
    } else if (database != "ephemeral") {
        // The database of an environment is the one in dunlin.toml. If that is protected, this one
        // is treated alike: it may be a tunnel to the same server.
        result.is_protected = settings.is_protected.value;
        result.environment_has_no_database = !has_database(settings, settings.environment);
        result.environment =
            result.environment_has_no_database || result.is_protected ? settings.environment : "";
    }
    return result;
}

std::string to_string(const target& target) {
    return target.environment.empty() ? target.database
                                      : fmt::format("{} ({})", target.database, target.environment);
}

} // namespace dunlin::commands
