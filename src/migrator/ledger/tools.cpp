// SPDX-License-Identifier: MIT
#include "ledger/tools.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::migrator {
namespace {

/// Three tools call theirs schema_migrations. Rails is recognised by its second table.
constexpr auto schema_migrations_of_dbmate =
    "SELECT pg_catalog.to_regclass('ar_internal_metadata') IS NULL AND EXISTS (SELECT FROM "
    "pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('{}') AND attname = 'version' "
    "AND atttypid = 'pg_catalog.varchar'::pg_catalog.regtype)";
constexpr auto schema_migrations_with_dirty =
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = "
    "pg_catalog.to_regclass('{}') AND attname = 'dirty')";

/// NULL where there is no such table, or where this role may not read it.
constexpr auto find_tables =
    "SELECT pg_catalog.to_regclass(name)::text FROM pg_catalog.unnest(:names::text[]) "
    "WITH ORDINALITY AS wanted(name, place) ORDER BY place";

} // namespace

std::span<const ledger_tool> known_tools() {
    static constexpr std::array tools{
        ledger_tool{"darwin", "darwin_migrations", "", make_darwin_ledger},
        ledger_tool{"dbmate", "schema_migrations", schema_migrations_of_dbmate, make_dbmate_ledger},
        ledger_tool{"diesel", "__diesel_schema_migrations", "", make_diesel_ledger,
                    "version <> '00000000000000'"},
        ledger_tool{"flyway", "flyway_schema_history", "", make_flyway_ledger},
        ledger_tool{"golang-migrate", "schema_migrations", schema_migrations_with_dirty,
                    make_golang_migrate_ledger},
        ledger_tool{"goose", "goose_db_version", "", make_goose_ledger, "version_id <> 0"},
        ledger_tool{"graphile-migrate", "graphile_migrate.migrations", "", make_graphile_ledger},
        ledger_tool{"node-pg-migrate", "public.pgmigrations", "", make_node_pg_migrate_ledger},
        ledger_tool{"liquibase", "databasechangelog", "", make_liquibase_ledger},
        ledger_tool{"prisma", "_prisma_migrations", "", make_prisma_ledger},
        ledger_tool{"refinery", "refinery_schema_history", "", make_refinery_ledger},
        ledger_tool{"sqitch", "sqitch.changes", "", make_sqitch_ledger},
        ledger_tool{"sqlx", "_sqlx_migrations", "", make_sqlx_ledger},
        ledger_tool{"supabase", "supabase_migrations.schema_migrations", "", make_supabase_ledger},
        ledger_tool{"tern", "public.schema_version", "", make_tern_ledger, "version <> 0"},
    };
    return tools;
}

std::vector<std::string> ledger_tools() {
    std::vector<std::string> names{"dunlin"};
    for (const ledger_tool& tool : known_tools()) {
        names.emplace_back(tool.name);
    }
    return names;
}

std::unique_ptr<ledger> make_ledger(const ledger_options& options) {
    const auto result = [&](std::unique_ptr<ledger> chosen) {
        chosen->trust_owners(options.owners);
        return chosen;
    };
    if (options.tool.empty() || options.tool == "dunlin") {
        return result(make_dunlin_ledger(options));
    }
    for (const ledger_tool& tool : known_tools()) {
        if (tool.name == options.tool) {
            return result(tool.make(options));
        }
    }
    const auto names = ledger_tools();
    const std::string meant = closest_match(options.tool, names);
    throw error(error_kind::config, fmt::format("unknown ledger \"{}\"", options.tool))
        .with_hint(meant.empty() ? fmt::format("ledgers: {}", fmt::join(names, ", "))
                                 : fmt::format("did you mean {}?", meant));
}

namespace {

/// A table that cannot be read may hold anything; reading it as a ledger says why it cannot.
bool is_empty(sqldb::connection& db, const ledger_tool& tool, std::string_view table) {
    try {
        return sqldb::query_value<bool>(
            db, fmt::format("SELECT NOT EXISTS (SELECT FROM {} WHERE {})", table, tool.is_record));
    } catch (const sqldb::sql_error&) {
        return false;
    }
}

} // namespace

std::vector<found_ledger> find_ledgers(sqldb::connection& db) {
    std::vector<std::string> names;
    for (const ledger_tool& tool : known_tools()) {
        names.emplace_back(tool.table);
    }
    const auto tables = db.run(find_tables, {{"names", names}});
    std::vector<found_ledger> found;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const ledger_tool& tool = known_tools()[i];
        if (!tables[i].is_null(0) &&
            (tool.recognise.empty() ||
             sqldb::query_value<bool>(db, fmt::format(fmt::runtime(tool.recognise), tool.table)))) {
            const std::string table(tables[i].text(0));
            found.push_back({std::string(tool.name), table, is_empty(db, tool, table)});
        }
    }
    return found;
}

} // namespace dunlin::migrator
