// SPDX-License-Identifier: MIT
#include "seed/list.hpp"

#include "config/check.hpp"
#include "config/config.hpp"
#include "db/create.hpp"
#include "db/drop.hpp"
#include "db/ping.hpp"
#include "db/roles.hpp"
#include "db/wait.hpp"
#include "init/init.hpp"
#include "local/destroy.hpp"
#include "local/start.hpp"
#include "local/status.hpp"
#include "local/stop.hpp"
#include "local/url.hpp"
#include "migrate/adopt.hpp"
#include "migrate/baseline.hpp"
#include "migrate/check.hpp"
#include "migrate/convert.hpp"
#include "migrate/down.hpp"
#include "migrate/new.hpp"
#include "migrate/plan.hpp"
#include "migrate/redo.hpp"
#include "migrate/repair.hpp"
#include "migrate/to.hpp"
#include "migrate/up.hpp"
#include "query/query.hpp"
#include "seed/apply.hpp"
#include "seed/generate.hpp"
#include "seed/load.hpp"
#include "status/status.hpp"
#include "user/verbs.hpp"
#include "widget/verbs.hpp"

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {
namespace {

// clang-format off
/// One line per verb: path, summary, needs, setup. Help, man pages, completions and the dispatcher
/// all come from here.
constexpr command all[] = {
    // A project's start
    {"init", "Write a commented dunlin.toml, the folders and a first migration", needs::nothing, setup_init},
    // The schema
    {"migrate up", "Apply the migrations that are pending", needs::database, setup_migrate_up},
    {"migrate down", "Take the newest migration back", needs::database, setup_migrate_down},
    {"migrate redo", "Take the newest migration back and apply it again", needs::database, setup_migrate_redo},
    {"migrate to", "Go up or down to a version", needs::database, setup_migrate_to},
    {"migrate plan", "Show what would run, statement by statement", needs::database, setup_migrate_plan},
    {"migrate check", "Check every file without a database", needs::project, setup_migrate_check},
    {"migrate new", "Write an empty migration in the folder's own style", needs::project, setup_migrate_new},
    {"migrate baseline", "Take everything up to a version as there already", needs::database, setup_migrate_baseline},
    {"migrate repair", "Change what the ledger says, by explicit orders", needs::database, setup_migrate_repair},
    {"migrate adopt", "Take over the history that another tool kept, or give it back", needs::database, setup_migrate_adopt},
    {"migrate convert", "Write the migrations in another tool's format", needs::project, setup_migrate_convert},
    {"status", "Show where every migration stands", needs::database, setup_status},
    // Data
    {"query", "Run one statement, read-only unless --write, and print its rows", needs::database, setup_query},
    {"seed", "Fill the database with data", needs::database, setup_seed},
    {"seed apply", "Run seed sets and files in one transaction (also plain `seed`)", needs::database, setup_seed_apply},
    {"seed load", "Load a CSV or NDJSON file of any size into a table", needs::database, setup_seed_load},
    {"seed generate", "Fill a table with made-up rows that satisfy its constraints", needs::database, setup_seed_generate},
    {"seed list", "Show the sets, their files and what they fill", needs::project, setup_seed_list},
    // Widgets and users
    {"widget create", "Create widgets", needs::database, setup_widget_create},
    {"widget get", "Show widgets by their ids", needs::database, setup_widget_get},
    {"widget list", "List widgets, filtered, ordered and page by page", needs::database, setup_widget_list},
    {"widget update", "Change what is given of widgets", needs::database, setup_widget_update},
    {"widget delete", "Delete widgets", needs::database, setup_widget_delete},
    {"widget search", "Find widgets by words, the best first", needs::database, setup_widget_search},
    {"widget report", "Count parts, rank within categories, count categories", needs::database, setup_widget_report},
    {"widget import", "Load widgets from CSV or NDJSON, all or none", needs::database, setup_widget_import},
    {"widget export", "Write widgets as CSV or NDJSON", needs::database, setup_widget_export},
    {"user create", "Create a user", needs::database, setup_user_create},
    {"user get", "Show users by id or e-mail address", needs::database, setup_user_get},
    {"user list", "List users, filtered, ordered and page by page", needs::database, setup_user_list},
    {"user update", "Change what is given of a user", needs::database, setup_user_update},
    {"user delete", "Delete users with their widgets", needs::database, setup_user_delete},
    // Servers and databases
    {"local start", "Start the private server; `-d local` does it on demand", needs::project, setup_local_start},
    {"local stop", "Stop it and keep its data", needs::project, setup_local_stop},
    {"local status", "Say whether it runs and where its files are", needs::project, setup_local_status},
    {"local url", "Print the URL of its database for other programs", needs::project, setup_local_url},
    {"local destroy", "Stop it and remove its data", needs::project, setup_local_destroy},
    {"db create", "Create the configured database", needs::database, setup_db_create},
    {"db drop", "Drop the configured database with all its data", needs::database, setup_db_drop},
    {"db ping", "Ask the server for an answer, and time it", needs::database, setup_db_ping},
    {"db wait", "Wait until the server answers (up to --timeout, or 1min)", needs::database, setup_db_wait},
    {"db roles", "Print or make roles that own, write and read, with no more rights than that", needs::database, setup_db_roles},
    // The program itself
    {"config", "Show every setting and where its value comes from", needs::project, setup_config},
    {"config check", "Report everything that is wrong with dunlin.toml", needs::project, setup_config_check},
};

constexpr group all_groups[] = {
    {"migrate", "Change the schema, one migration at a time"},
    {"widget", "Manage widgets"},
    {"user", "Manage users"},
    {"local", "Run the project's private PostgreSQL server"},
    {"db", "Create, drop and reach the database itself"},
};
// clang-format on

} // namespace

std::span<const command> list() noexcept {
    return all;
}
std::span<const group> groups() noexcept {
    return all_groups;
}

} // namespace dunlin::commands
