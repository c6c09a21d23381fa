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
#include "lint/lint.hpp"
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
#include "migrate/history.hpp"
#include "migrate/new.hpp"
#include "migrate/plan.hpp"
#include "migrate/redo.hpp"
#include "migrate/renumber.hpp"
#include "migrate/repair.hpp"
#include "migrate/to.hpp"
#include "migrate/up.hpp"
#include "query/query.hpp"
#include "schema/dump.hpp"
#include "schema/fingerprint.hpp"
#include "schema/show.hpp"
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
/// One line per verb: path, summary, needs, setup. Help, man pages, completions and dispatch use this
/// table.
constexpr command all[] = {
    // A project's start
    {"init", "Create a project: dunlin.toml, folders and a first migration", needs::nothing, setup_init},
    // The schema
    {"migrate up", "Apply pending migrations", needs::database, setup_migrate_up},
    {"migrate down", "Revert the newest migration", needs::database, setup_migrate_down},
    {"migrate redo", "Revert the newest migration and apply it again", needs::database, setup_migrate_redo},
    {"migrate to", "Migrate up or down to a version", needs::database, setup_migrate_to},
    {"migrate plan", "Show the statements that would run", needs::database, setup_migrate_plan},
    {"migrate check", "Check the migration files without a database", needs::project, setup_migrate_check},
    {"migrate lint", "Find dangerous statements in migrations without a database", needs::project, setup_migrate_lint},
    {"migrate new", "Create an empty migration file", needs::project, setup_migrate_new},
    {"migrate renumber", "Give a pending migration a version after all others", needs::project, setup_migrate_renumber},
    {"migrate baseline", "Record all migrations up to a version as applied", needs::database, setup_migrate_baseline},
    {"migrate repair", "Correct the ledger by explicit changes", needs::database, setup_migrate_repair},
    {"migrate adopt", "Import the history of another migration tool, or export it back", needs::database, setup_migrate_adopt},
    {"migrate history", "Show what was applied, reverted and corrected, when and by whom", needs::database, setup_migrate_history},
    {"migrate convert", "Convert migrations to another format", needs::project, setup_migrate_convert},
    {"status", "Show the state of every migration", needs::database, setup_status},
    {"schema show", "Show tables, views, functions and other objects of the database", needs::database, setup_schema_show},
    {"schema dump", "Write SQL that creates the schema of the database", needs::database, setup_schema_dump},
    {"schema fingerprint", "Print a digest of the schema, or compare it with an earlier one", needs::database, setup_schema_fingerprint},
    // Data
    {"query", "Run SQL statements and print their rows (read-only unless --write)", needs::database, setup_query},
    {"seed", "Load seed data", needs::database, setup_seed},
    {"seed apply", "Load seed sets and files in one transaction (same as dunlin seed)", needs::database, setup_seed_apply},
    {"seed load", "Load a CSV or NDJSON file into a table", needs::database, setup_seed_load},
    {"seed generate", "Generate rows that satisfy a table's constraints", needs::database, setup_seed_generate},
    {"seed list", "List seed sets, their files and the tables they fill", needs::project, setup_seed_list},
    // Widgets and users
    {"widget create", "Create widgets", needs::database, setup_widget_create},
    {"widget get", "Show widgets by id", needs::database, setup_widget_get},
    {"widget list", "List widgets", needs::database, setup_widget_list},
    {"widget update", "Update widgets", needs::database, setup_widget_update},
    {"widget delete", "Delete widgets", needs::database, setup_widget_delete},
    {"widget search", "Search widgets, best matches first", needs::database, setup_widget_search},
    {"widget report", "Print a report on widgets, their parts or their categories", needs::database, setup_widget_report},
    {"widget import", "Load widgets from a CSV or NDJSON file", needs::database, setup_widget_import},
    {"widget export", "Write widgets as CSV or NDJSON", needs::database, setup_widget_export},
    {"user create", "Create a user", needs::database, setup_user_create},
    {"user get", "Show users by id or email address", needs::database, setup_user_get},
    {"user list", "List users", needs::database, setup_user_list},
    {"user update", "Update a user", needs::database, setup_user_update},
    {"user delete", "Delete users and their widgets", needs::database, setup_user_delete},
    // Servers and databases
    {"local start", "Start the private server (-d local starts it on demand)", needs::project, setup_local_start},
    {"local stop", "Stop the private server and keep its data", needs::project, setup_local_stop},
    {"local status", "Show the state of the private server and the location of its files", needs::project, setup_local_status},
    {"local url", "Print the URL of the private server's database", needs::project, setup_local_url},
    {"local destroy", "Stop the private server and delete its data", needs::project, setup_local_destroy},
    {"db create", "Create the configured database", needs::database, setup_db_create},
    {"db drop", "Drop the configured database and all its data", needs::database, setup_db_drop},
    {"db ping", "Connect to the server and measure the response time", needs::database, setup_db_ping},
    {"db wait", "Wait until the server accepts connections (default limit: 1min)", needs::database, setup_db_wait},
    {"db roles", "Print or run SQL for least-privilege roles: owner, read-write, read-only", needs::database, setup_db_roles},
    // The program itself
    {"config", "Show every setting and its source", needs::project, setup_config},
    {"config check", "Check dunlin.toml and report all problems", needs::project, setup_config_check},
};

constexpr group all_groups[] = {
    {"migrate", "Manage schema migrations"},
    {"schema", "Show, dump and compare the schema of the database"},
    {"widget", "Manage widgets"},
    {"user", "Manage users"},
    {"local", "Manage the project's private PostgreSQL server"},
    {"db", "Manage the database and its roles"},
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
