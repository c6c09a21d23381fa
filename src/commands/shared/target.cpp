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

std::string shown(const std::string& database) {
    return is_private(database) ? database : short_address(sqldb::describe(settings_of(database)));
}

std::string name_of(const std::string& database) {
    if (database == "ephemeral") {
        return database;
    }
    return is_local(database) ? local_database_of(database)
                              : sqldb::database_name(settings_of(database));
}

/// The environment that counts among those whose database it is: a protected one before others,
/// and the chosen one before equals.
const config::known_database* find_owner(const std::vector<const config::known_database*>& all,
                                         const std::string& chosen) {
    const auto weight = [&](const config::known_database* each) {
        return (each->is_protected ? 2 : 0) + (each->environment == chosen ? 1 : 0);
    };
    const auto found = std::max_element(all.begin(), all.end(), [&](const auto* a, const auto* b) {
        return weight(a) < weight(b);
    });
    return found == all.end() ? nullptr : *found;
}

/// Databases of environments that cannot be understood are passed over: they may be meant for
/// another machine.
std::optional<bool> compare(const database_comparison& is_same, const std::string& left,
                            const std::string& right) {
    try {
        return is_same(left, right);
    } catch (const error&) {
        return std::nullopt;
    }
}

/// Likewise: a variable of libpq's may make one of them unreadable.
void add_shown(const std::string& database, std::vector<std::string>& known) {
    try {
        known.push_back(shown(database));
    } catch (const error&) {
        return;
    }
}

bool has_database(const config::settings& settings, const std::string& environment) {
    return environment.empty() ||
           std::any_of(settings.known_databases.begin(), settings.known_databases.end(),
                       [&](const auto& each) { return each.environment == environment; });
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
    target made;
    made.database = shown(database);
    made.name = name_of(database);
    made.is_private = is_private(database);
    std::vector<const config::known_database*> environments;
    for (const auto& each : settings.known_databases) {
        const auto same = compare(is_same, database, each.database);
        if (same && !is_private(each.database)) {
            add_shown(each.database, made.known);
        }
        if (same.value_or(false)) {
            made.is_named = true;
            if (!each.environment.empty()) {
                environments.push_back(&each);
            }
        }
    }
    if (const auto* owner = find_owner(environments, settings.environment)) {
        made.environment = owner->environment;
        made.is_of_environment = true;
        made.is_protected = owner->is_protected;
    } else if (database != "ephemeral") {
        // An environment with a database of its own has no other, unless it is one to be careful
        // with: then this may be a tunnel to it.
        made.is_protected = settings.is_protected.value;
        made.is_left_to_command_line = !has_database(settings, settings.environment);
        made.environment =
            made.is_left_to_command_line || made.is_protected ? settings.environment : "";
    }
    return made;
}

std::string to_string(const target& of) {
    return of.environment.empty() ? of.database
                                  : fmt::format("{} ({})", of.database, of.environment);
}

} // namespace dunlin::commands
