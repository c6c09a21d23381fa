// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/golden.hpp>
#include <support/program.hpp>
#include <support/screen.hpp>
#include <support/temporary_folder.hpp>

#include <regex>

using namespace dunlin::test;

namespace {

struct project {
    temporary_folder folder;
    test_database database;

    project() {
        folder.write("migrations/20261123101500_create_table_widgets.sql",
                     "CREATE TABLE widgets (id uuid PRIMARY KEY, name text NOT NULL);\n");
        folder.write("migrations/20261124090000_index_the_names_of_widgets_and_their_owners.sql",
                     "CREATE INDEX widgets_name ON widgets (name);\n");
        folder.write("migrations/20261130161000_add_owner.sql",
                     "-- Version: 20261130161000\n"
                     "-- Description: Add the owner, a user, to every widget that has none of its "
                     "own yet\n"
                     "ALTER TABLE widgets ADD COLUMN owner_id uuid, ADD COLUMN "
                     "owner_since timestamptz NOT NULL DEFAULT now();\n");
        folder.write("migrations/20261201080000_view.sql",
                     "CREATE VIEW names AS SELECT name FROM widgets;\n");
    }

    [[nodiscard]] surroundings where() const {
        return {.environment = {{"DUNLIN_DATABASE", database.url()}, {"TZ", "Europe/Berlin"}},
                .folder = folder.path()};
    }
};

/// Without the name of the database and what depends on the role of the tests.
std::string without_database(const project& p, const std::string& text) {
    const std::string named = replaced(text, shown(p.database.url()), "DATABASE");
    return std::regex_replace(named, std::regex("warning: connected as a superuser.*\n"), "");
}

} // namespace

TEST_CASE("rows of a query fit into terminals of every width") {
    const test_database database;
    const std::string sql =
        "SELECT '0e3b2a3e-1111-4222-8333-123456789abc'::uuid AS id, 1234567890.12 AS amount, "
        "'2026-11-30 10:00:00.25+00'::timestamptz AS created_at, 'needs a second coat of paint "
        "before it can be delivered to the customer' AS remark, ARRAY['red', 'green'] AS colours";
    CHECK(equals_golden(at_all_widths({"query", sql, "-d", database.url()}), "cli/widths/query"));
}

TEST_CASE("status and plan fit into terminals of every width") {
    const project p;
    CHECK(equals_golden(without_database(p, at_all_widths({"migrate", "plan"}, p.where())),
                        "cli/widths/plan"));
    REQUIRE(run_program({"migrate", "up", "--steps", "2"}, p.where()).exit_code == 0);
    dunlin::sqldb::connection(p.database.config())
        .run_script("UPDATE dunlin.migrations SET applied_at = '2026-11-30 10:00:00+00', "
                    "duration_ms = 1234");
    CHECK(equals_golden(without_database(p, at_all_widths({"status"}, p.where())),
                        "cli/widths/status"));
}

TEST_CASE("help fits into terminals of every width") {
    CHECK(equals_golden(at_all_widths({"migrate", "up", "-h"}), "cli/widths/help"));
}
