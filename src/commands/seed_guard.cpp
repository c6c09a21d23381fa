// SPDX-License-Identifier: MIT
#include "seed_guard.hpp"

#include "local_server.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/config/settings.hpp>
#include <dunlin/sqldb/config.hpp>

#include <fmt/format.h>

#include <set>

namespace dunlin::commands {
namespace {

/// The host part of an address as sqldb::describe() writes it.
std::string host_of(const std::string& address) {
    constexpr std::string_view socket = "?host=";
    if (const auto at = address.find(socket); at != std::string::npos) {
        return address.substr(at + socket.size());
    }
    const std::size_t begin = address.find('@') + 1;
    const std::size_t end = address.find_last_of(":/", address.rfind('/') - 1);
    return address.substr(begin, end - begin);
}

struct place {
    std::string host;
    std::string name;
    auto operator<=>(const place&) const = default;
};

place place_of(const sqldb::config& database) {
    return {host_of(sqldb::describe(database)), sqldb::database_name(database)};
}

place place_of(const std::string& url) {
    sqldb::config database;
    database.url = url;
    return place_of(database);
}

std::string joined(const std::set<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

} // namespace

std::string objection_to_seeding(const config::settings& settings, const sqldb::config& target) {
    if (settings.is_protected.value) {
        return fmt::format("the environment {} is protected",
                           settings.environment.empty() ? "in dunlin.toml" : settings.environment);
    }
    if (is_private(settings.database.value.value_or(""))) {
        return "";
    }
    const place here = place_of(target);
    std::set<std::string> hosts;
    std::set<std::string> names;
    for (const auto& known : settings.known_databases) {
        if (is_private(known.database)) {
            continue;
        }
        const place there = place_of(known.database);
        if (known.is_protected && there == here) {
            return fmt::format("it is the database of the protected environment {}",
                               known.environment);
        }
        hosts.insert(there.host);
        names.insert(there.name);
    }
    if (!hosts.empty() && !hosts.contains(here.host)) {
        return fmt::format("dunlin.toml knows no host {} (it knows {})", here.host, joined(hosts));
    }
    if (!names.empty() && !names.contains(here.name)) {
        return fmt::format("dunlin.toml knows no database {} (it knows {})", here.name,
                           joined(names));
    }
    return "";
}

sqldb::config seedable_database(context& world, bool force_protected) {
    // The server is not started and not asked before this is settled.
    const auto& settings = world.configuration();
    sqldb::config target;
    target.url = settings.database.value.value_or("");
    const std::string objection = objection_to_seeding(settings, target);
    if (objection.empty() || (force_protected && world.options().yes)) {
        return world.database_settings();
    }
    throw error(error_kind::refused,
                fmt::format("refusing to seed {}: {}", sqldb::describe(target), objection))
        .with_hint("choose another database with --database or --env, or add --yes "
                   "--force-protected when you are certain");
}

void add_force_protected(flag_set& flags, bool& force) {
    flags.add_switch("--force-protected", force,
                     "With --yes: seed a protected or unknown database all the same");
}

void refuse_options_before(flag_set& flags) {
    flags.refuse_those_of_parent([](const std::string& given) {
        return error(error_kind::usage, fmt::format("{} belongs to `dunlin seed apply`", given))
            .with_hint("`dunlin seed -h` lists the verbs and what each takes");
    });
}

} // namespace dunlin::commands
