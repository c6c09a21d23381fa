// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "tool_files.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dunlin::migrator;
using migrator_test::project;

namespace {

struct tool {
    std::string name;
    std::string table;
    std::vector<std::string> columns;
    std::vector<std::string> moments{"'infinity'", "'-infinity'", "'294276-12-31 23:59:59.999999'",
                                     "'4713-01-01 00:00:00 BC'"};
};

} // namespace

TEST_CASE("a time that no calendar shows is not known, and breaks nothing") {
    const std::vector<tool> tools{
        {"dunlin", "dunlin.migrations", {"applied_at"}},
        {"darwin",
         "darwin_migrations",
         {"execution_time"},
         {"'infinity'", "'-infinity'", "'nan'", "3e38"}},
        {"diesel", "__diesel_schema_migrations", {"run_on"}},
        {"flyway", "flyway_schema_history", {"installed_on"}},
        {"goose", "goose_db_version", {"tstamp"}},
        {"graphile-migrate", "graphile_migrate.migrations", {"date"}},
        {"liquibase", "databasechangelog", {"dateexecuted"}},
        {"node-pg-migrate", "pgmigrations", {"run_on"}},
        {"prisma", "_prisma_migrations", {"started_at", "finished_at"}},
        {"refinery", "refinery_schema_history", {"applied_on"}},
        {"sqitch", "sqitch.changes", {"committed_at"}},
        {"sqlx", "_sqlx_migrations", {"installed_on"}},
    };
    for (const tool& tool : tools) {
        CAPTURE(tool.name);
        const project p;
        migrator_test::write_first(p, tool.name);
        const settings settings = migrator_test::kept_as(p.settings(), tool.name);
        const std::size_t count = up(settings).applied.size();
        for (const std::string& column : tool.columns) {
            for (const std::string& moment : tool.moments) {
                CAPTURE(moment);
                p.execute("UPDATE " + tool.table + " SET " + column + " = " + moment);
                const auto seen = status(settings);
                CHECK(seen->recorded.rows.size() == count);
                const bool is_time = column != "execution_time" && column != "started_at";
                CHECK((!is_time || seen->recorded.rows.at(0).applied_at == dunlin::timestamp()));
                CHECK(up(settings).applied.empty());
            }
        }
    }
}

TEST_CASE("an odd time of a step that stopped breaks nothing either") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    up(p.settings());
    p.execute("INSERT INTO dunlin.steps (version, direction, position, statement, "
              "statement_checksum, state, intended_at) VALUES ('9', 'up', 1, 'x', 'x', 'intent', "
              "'infinity')");
    CHECK(status(p.settings())->history.count(state::unfinished) == 1);
}
