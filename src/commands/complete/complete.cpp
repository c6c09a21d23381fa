// SPDX-License-Identifier: MIT
#include "complete/table_names.hpp"
#include "complete/typed_words.hpp"
#include "shared/local_server.hpp"

#include <dunlin/base/environment.hpp>
#include <dunlin/commands/complete.hpp>
#include <dunlin/config/settings.hpp>
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

/// Whoever presses TAB waits 100 ms without noticing; the shell and the files need some of them.
constexpr auto patience = 80ms;

extern "C" void end_at_once(int) {
    ::_exit(0);
}

/// Whatever the server takes so long for, its name, its login or a lock: the answer ends. What was
/// printed before stays.
void limit_time() {
    static_cast<void>(std::fflush(stdout));
    ::signal(SIGALRM, end_at_once); // NOLINT(cert-err33-c): without it the process ends as well
    itimerval when{};
    when.it_value.tv_usec = std::chrono::microseconds(patience).count();
    ::setitimer(ITIMER_REAL, &when, nullptr);
}

/// A line of the answer. What no shell could take as one word is left out.
void offer(std::string_view value, std::string_view description) {
    constexpr std::string_view apart = " \t\r\n'\"\\$`";
    const bool is_request = value.starts_with(':');
    if (value.empty() || is_request || value.find_first_of(apart) != std::string_view::npos) {
        return;
    }
    const std::string_view line = description.substr(0, description.find_first_of("\t\r\n"));
    fmt::print("{}\t{}\n", value, line);
    static_cast<void>(std::fflush(stdout)); // a shell that reads no further wants no error
}

/// The user asks for more than the default: what dunlin.toml and its env_file name counts, too.
bool trusts_project() {
    return process_environment()("DUNLIN_COMPLETE").value_or("") == "1";
}

/// Whether the user named the database, on the line or in the environment. A checkout's own files
/// shall not decide whom the TAB key connects to.
bool is_named_by_user(const config::settings& known) {
    const auto process = process_environment();
    const auto& [database, from] = known.database;
    switch (from.type) {
    case config::value_origin::kind::flag:
        return true;
    case config::value_origin::kind::variable:
        // One of an env_file has the file's name behind it.
        return process(from.name).has_value() ||
               known.env_file.origin.type == config::value_origin::kind::flag;
    default:
        // `database = "${DATABASE_URL-local}"` leads to what the environment names.
        return database && !database->empty() &&
               (database == process("DATABASE_URL") || database == process("DUNLIN_DATABASE"));
    }
}

/// The private server of the project, when it runs.
std::optional<sqldb::config> private_database(const config::settings& known,
                                              const std::string& database) {
    const local::server server(known.root.empty() ? "." : known.root);
    if (!is_local(database) || server.status().state != local::server_state::running) {
        return std::nullopt;
    }
    const auto colon = database.find(':');
    sqldb::config settings;
    settings.ignore_environment = true;
    settings.url = server.url(colon == std::string::npos ? std::string(local::default_database)
                                                         : database.substr(colon + 1));
    return settings;
}

std::optional<sqldb::config> reachable_database(const config::settings& known) {
    if (!known.database.value) {
        return std::nullopt;
    }
    const std::string& database = *known.database.value;
    if (is_private(database)) {
        return private_database(known, database);
    }
    if (!is_named_by_user(known) && !trusts_project()) {
        return std::nullopt;
    }
    sqldb::config settings;
    settings.url = database;
    settings.disable_tls = known.disable_tls.value;
    settings.only_encrypted = true;
    return settings;
}

/// Null when there is no server to ask.
std::unique_ptr<sqldb::connection> connect(const config::settings& known) {
    auto settings = reachable_database(known);
    if (!settings) {
        return nullptr;
    }
    limit_time();
    settings->application_name = "dunlin completion";
    settings->connect_timeout = patience;
    settings->statement_timeout = patience;
    return std::make_unique<sqldb::connection>(*settings);
}

void offer_versions(const config::settings& known) {
    std::set<std::string> offered;
    const auto once = [&](const std::string& version, std::string_view description) {
        if (offered.insert(version).second) {
            offer(version, description);
        }
    };
    migrator::read_options reading;
    reading.format = known.source_format.value;
    const auto files = migrator::read_source(known.migrations.value, reading);
    for (const auto& each : files.versioned) {
        once(each.version, each.description);
    }
    if (const auto db = connect(known)) {
        migrator::ledger_options how;
        how.schema = known.ledger_schema.value;
        how.owners = known.ledger_owners.value;
        how.tool = known.ledger_tool.value;
        how.table = known.ledger_table.value;
        const auto ledger = migrator::make_ledger(how);
        for (const auto& row : ledger->read(*db, files).rows) {
            once(row.version, row.description);
        }
    }
}

void offer_tables(const config::settings& known) {
    if (const auto db = connect(known)) {
        for (const auto& name : table_names(*db, known.ledger_schema.value)) {
            offer(name, "table");
        }
    }
}

void offer_environments(const config::settings& known) {
    for (const auto& name : known.environments) {
        offer(name, "environment of dunlin.toml");
    }
}

void offer_sets(const config::settings& known) {
    for (const auto& set : seeder::list_sets(known.seed.value)) {
        offer(set.name, fmt::format("seed set, files: {}", set.files.size()));
    }
}

template <class OrderBy, class Column> void offer_orders(Column last) {
    for (int at = 0; at <= static_cast<int>(last); ++at) {
        const OrderBy order{static_cast<Column>(at), sort_direction::descending};
        const std::string text = order.text();
        offer(text.substr(0, text.find(':')), "ascending");
        offer(text, "descending");
    }
}

void offer_widget_orders(const config::settings&) {
    offer_orders<widget::order_by>(widget::order_column::by_date_updated);
}

void offer_user_orders(const config::settings&) {
    offer_orders<user::order_by>(user::order_column::by_date_created);
}

struct value_kind {
    std::string_view name;
    void (*answer)(const config::settings&);
};

constexpr std::array kinds{
    value_kind{"environments", offer_environments},
    value_kind{"sets", offer_sets},
    value_kind{"tables", offer_tables},
    value_kind{"user-orders", offer_user_orders},
    value_kind{"versions", offer_versions},
    value_kind{"widget-orders", offer_widget_orders},
};

config::settings known_settings(const config::flags& given) {
    auto known = config::load(given, process_environment(), std::filesystem::current_path());
    // libpq would obey those of the project's env_file, too.
    if (trusts_project() || known.env_file.origin.type == config::value_origin::kind::flag) {
        for (const auto& [name, value] : known.file_variables) {
            ::setenv(name.c_str(), value.c_str(), 0);
        }
    }
    return known;
}

} // namespace

void print_live_values(std::string_view kind, std::span<const std::string> words) {
    for (const auto& [name, answer] : kinds) {
        if (name != kind) {
            continue;
        }
        auto given = typed_flags(words, process_environment());
        if (answer == offer_environments) {
            given.environment = ""; // it is being typed
        }
        try {
            answer(known_settings(given));
        } catch (const std::exception&) {
            return; // the shell waits for candidates, not for an error
        }
    }
}

} // namespace dunlin::commands
