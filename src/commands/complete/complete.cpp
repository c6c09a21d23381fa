// SPDX-License-Identifier: MIT
#include "complete/table_names.hpp"
#include "complete/typed_options.hpp"
#include "shared/local_server.hpp"

#include <dunlin/base/environment.hpp>
#include <dunlin/commands/complete.hpp>
#include <dunlin/config/settings.hpp>
#include <dunlin/lint/rule.hpp>
#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/source.hpp>
#include <dunlin/seeder/seed_set.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/user/order_by.hpp>
#include <dunlin/widget/order_by.hpp>

#include <fmt/format.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>

namespace dunlin::commands {
namespace {

using namespace std::chrono_literals;

/// A user does not notice a delay of 100 ms after TAB; the shell and the files need 20 of them.
constexpr auto time_limit = 80ms;

extern "C" void exit_now(int) {
    ::_exit(0);
}

/// Ends the process when the time is up, whatever it waits for: name resolution, the login or a
/// lock. What was printed before remains.
void start_timer() {
    static_cast<void>(std::fflush(stdout));
    ::signal(SIGALRM, exit_now); // NOLINT(cert-err33-c): SIGALRM ends the process anyway
    itimerval timer{};
    timer.it_value.tv_usec = std::chrono::microseconds(time_limit).count();
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

/// Prints a candidate. Values that a shell would split or that look like a request are left out.
void print_candidate(std::string_view value, std::string_view description) {
    constexpr std::string_view special = " \t\r\n'\"\\$`";
    const bool is_request = value.starts_with(':');
    if (value.empty() || is_request || value.find_first_of(special) != std::string_view::npos) {
        return;
    }
    const std::string_view line = description.substr(0, description.find_first_of("\t\r\n"));
    fmt::print("{}\t{}\n", value, line);
    static_cast<void>(std::fflush(stdout)); // ignored: the shell may have stopped reading
}

/// Whether the user trusts the project's files: then their database is connected to as well.
bool trusts_project() {
    return process_environment()("DUNLIN_COMPLETE").value_or("") == "1";
}

/// Whether the user named the database, on the command line or in the environment. The files of a
/// checkout must not decide where the TAB key connects to.
bool is_named_by_user(const config::settings& project) {
    const auto process = process_environment();
    const auto& [database, from] = project.database;
    switch (from.type) {
    case config::value_origin::kind::flag:
        return true;
    case config::value_origin::kind::variable:
        // It may come from an env_file instead of the environment.
        return process(from.name).has_value() ||
               project.env_file.origin.type == config::value_origin::kind::flag;
    default:
        // dunlin.toml may refer to the environment, as in `database = "${DATABASE_URL-local}"`.
        return database && !database->empty() &&
               (database == process("DATABASE_URL") || database == process("DUNLIN_DATABASE"));
    }
}

/// The configured database on the project's private server, if that is running.
std::optional<sqldb::config> running_private_database(const config::settings& project,
                                                      const std::string& database) {
    const local::server server(project.root.empty() ? "." : project.root);
    if (!is_local(database) || server.status().state != local::server_state::running) {
        return std::nullopt;
    }
    sqldb::config settings;
    settings.ignore_environment = true;
    settings.url = server.url(local_database_of(database));
    return settings;
}

std::optional<sqldb::config> reachable_database(const config::settings& project) {
    if (!project.database.value) {
        return std::nullopt;
    }
    const std::string& database = *project.database.value;
    if (is_private(database)) {
        return running_private_database(project, database);
    }
    if (!is_named_by_user(project) && !trusts_project()) {
        return std::nullopt;
    }
    sqldb::config settings;
    settings.url = database;
    settings.disable_tls = project.disable_tls.value;
    settings.only_encrypted = true;
    return settings;
}

/// Null when there is no database to connect to.
std::unique_ptr<sqldb::connection> connect(const config::settings& project) {
    auto settings = reachable_database(project);
    if (!settings) {
        return nullptr;
    }
    start_timer();
    settings->application_name = "dunlin completion";
    settings->connect_timeout = time_limit;
    settings->statement_timeout = time_limit;
    return std::make_unique<sqldb::connection>(*settings);
}

void print_versions(const config::settings& project) {
    std::set<std::string> printed;
    const auto print_once = [&](const std::string& version, std::string_view description) {
        if (printed.insert(version).second) {
            print_candidate(version, description);
        }
    };
    migrator::read_options reading;
    reading.format = project.source_format.value;
    const auto files = migrator::read_source(project.migrations.value, reading);
    for (const auto& migration : files.versioned) {
        print_once(migration.version, migration.description);
    }
    if (const auto db = connect(project)) {
        migrator::ledger_options ledger_options;
        ledger_options.schema = project.ledger_schema.value;
        ledger_options.owners = project.ledger_owners.value;
        ledger_options.tool = project.ledger_tool.value;
        ledger_options.table = project.ledger_table.value;
        const auto ledger = migrator::make_ledger(ledger_options);
        for (const auto& row : ledger->read(*db, files).rows) {
            print_once(row.version, row.description);
        }
    }
}

void print_tables(const config::settings& project) {
    if (const auto db = connect(project)) {
        for (const auto& name : table_names(*db, project.ledger_schema.value)) {
            print_candidate(name, "table");
        }
    }
}

void print_objects(const config::settings& project) {
    if (const auto db = connect(project)) {
        for (const auto& name : object_names(*db, project.ledger_schema.value)) {
            print_candidate(name, "object");
        }
    }
}

void print_environments(const config::settings& project) {
    for (const auto& name : project.environments) {
        print_candidate(name, "environment in dunlin.toml");
    }
}

void print_sets(const config::settings& project) {
    for (const auto& set : seeder::list_sets(project.seed.value)) {
        print_candidate(set.name, fmt::format("seed set, files: {}", set.files.size()));
    }
}

template <class OrderBy, class Column> void print_orders(Column last_column) {
    for (int column = 0; column <= static_cast<int>(last_column); ++column) {
        const OrderBy order{static_cast<Column>(column), sort_direction::descending};
        const std::string text = order.text();
        print_candidate(text.substr(0, text.find(':')), "ascending");
        print_candidate(text, "descending");
    }
}

void print_widget_orders(const config::settings&) {
    print_orders<widget::order_by>(widget::order_column::by_date_updated);
}

void print_user_orders(const config::settings&) {
    print_orders<user::order_by>(user::order_column::by_date_created);
}

void print_rules(const config::settings&) {
    for (const lint::rule* rule : lint::rules()) {
        print_candidate(rule->id, rule->summary);
    }
}

struct value_kind {
    std::string_view name;
    void (*print)(const config::settings&);
};

constexpr std::array kinds{
    value_kind{"environments", print_environments},
    value_kind{"objects", print_objects},
    value_kind{"rules", print_rules},
    value_kind{"sets", print_sets},
    value_kind{"tables", print_tables},
    value_kind{"user-orders", print_user_orders},
    value_kind{"versions", print_versions},
    value_kind{"widget-orders", print_widget_orders},
};

config::settings load_project(const config::flags& options) {
    auto project = config::load(options, process_environment(), std::filesystem::current_path());
    // libpq reads these variables as well.
    if (trusts_project() || project.env_file.origin.type == config::value_origin::kind::flag) {
        for (const auto& [name, value] : project.file_variables) {
            ::setenv(name.c_str(), value.c_str(), 0);
        }
    }
    return project;
}

} // namespace

void print_live_values(std::string_view kind, std::span<const std::string> arguments) {
    for (const auto& [name, print] : kinds) {
        if (name != kind) {
            continue;
        }
        auto options = typed_options(arguments, process_environment());
        if (print == print_environments) {
            options.environment = ""; // it is being typed
        }
        try {
            print(load_project(options));
        } catch (const std::exception&) {
            return; // the shell expects candidates, not an error
        }
    }
}

} // namespace dunlin::commands
