// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "roles.hpp"
#include "tool_files.hpp"
#include "watcher.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <algorithm>
#include <vector>

using namespace dunlin::migrator;
using dunlin::error;
using dunlin::error_kind;
using dunlin::test::caught;
using migrator_test::kept_as;
using migrator_test::project;
using migrator_test::roles;

namespace {

bool has_text(const std::vector<std::string>& all, std::string_view part) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& text) {
        return text.find(part) != std::string::npos;
    });
}

} // namespace

TEST_CASE("a role that may only read sees the whole ledger, as does a superuser a stranger's") {
    const project p;
    const roles r(p, {"ci", "app"});
    p.write("1_a.sql", "SELECT 1;");
    r.execute("GRANT CREATE ON DATABASE " + p.database.name() + " TO {app}");
    up(r.settings("app"));
    r.execute("GRANT USAGE ON SCHEMA dunlin TO {ci}; GRANT SELECT ON ALL TABLES IN SCHEMA dunlin "
              "TO {ci}");
    const auto seen = status(r.settings("ci"));
    CHECK(seen->history.count(state::applied) == 1);
    CHECK(has_text(seen->files.notes, "a run would refuse the ledger dunlin.migrations: schema "
                                      "dunlin belongs to role " +
                                          r.name("app")));
    CHECK(up(p.settings()).applied.empty()); // nothing to do, and nothing was written
    migrator_test::recording_observer heard;
    settings settings = p.settings();
    settings.watcher = &heard;
    up(settings);
    CHECK(heard.has_note("a run would refuse the ledger dunlin.migrations: schema dunlin belongs"));
    CHECK(status(r.settings("app"))->files.notes.empty());
}

TEST_CASE("a ledger whose rows are hidden by row-level security is refused, not read as empty") {
    for (const std::string tool : {"dunlin", "goose", "golang-migrate", "prisma"}) {
        CAPTURE(tool);
        const project p;
        const roles r(p, {"app", "ci"});
        migrator_test::write_first(p, tool);
        r.execute("GRANT CREATE ON DATABASE " + p.database.name() +
                  " TO {app}; GRANT CREATE ON SCHEMA public TO {app}");
        const settings settings = kept_as(r.settings("app"), tool);
        up(settings);
        const std::string table = status(settings)->table;
        r.execute("GRANT USAGE ON SCHEMA public TO {ci}; GRANT SELECT ON " + table + " TO {ci}");
        if (tool == "dunlin") {
            r.execute("GRANT USAGE ON SCHEMA dunlin TO {ci}; GRANT SELECT ON dunlin.steps, "
                      "dunlin.events TO {ci}");
        }
        p.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
        CHECK(status(settings)->history.count(state::applied) ==
              1); // its owner is not subject to it
        CHECK(up(settings).applied.empty());
        const auto hidden = caught<error>([&] { status(kept_as(r.settings("ci"), tool)); });
        CHECK(hidden.kind() == error_kind::refused);
        CHECK(hidden.message() == table +
                                      " cannot be read as a ledger: row-level security hides "
                                      "rows of " +
                                      table + " from role " + r.name("ci"));
        CHECK(hidden.hint().find("connect as the owner, " + r.name("app")) != std::string::npos);

        p.execute("ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY");
        CHECK(caught<error>([&] { status(settings); }).kind() == error_kind::refused);
        const auto forced = caught<error>([&] { up(settings); });
        CHECK(forced.kind() == error_kind::refused);
        CHECK(forced.hint().find("ALTER TABLE " + table + " NO FORCE ROW LEVEL SECURITY") !=
              std::string::npos);
        CHECK(status(kept_as(p.settings(), tool))->history.count(state::applied) == 1);
        p.execute("ALTER TABLE " + table + " NO FORCE ROW LEVEL SECURITY");
        CHECK(up(settings).applied.empty());
    }
}

TEST_CASE("row-level security that an event trigger forces on new tables does not hide a ledger") {
    for (const std::string tool : {"dunlin", "goose", "golang-migrate", "prisma"}) {
        CAPTURE(tool);
        const project p;
        const roles r(p, {"app"});
        r.execute("GRANT CREATE ON DATABASE " + p.database.name() +
                  " TO {app}; GRANT CREATE ON SCHEMA public TO {app}");
        p.execute("CREATE FUNCTION force() RETURNS event_trigger LANGUAGE plpgsql AS $$ DECLARE "
                  "made record; BEGIN FOR made IN SELECT * FROM pg_event_trigger_ddl_commands() "
                  "WHERE command_tag = 'CREATE TABLE' LOOP EXECUTE 'ALTER TABLE ' || "
                  "made.object_identity || ' ENABLE ROW LEVEL SECURITY'; EXECUTE 'ALTER TABLE ' || "
                  "made.object_identity || ' FORCE ROW LEVEL SECURITY'; END LOOP; END $$; "
                  "CREATE EVENT TRIGGER force ON ddl_command_end EXECUTE FUNCTION force()");
        migrator_test::write_first(p, tool);
        const settings settings = kept_as(r.settings("app"), tool);
        CHECK(up(settings).applied.size() == 1);
        CHECK(up(settings).applied.empty());
        const auto seen = status(settings);
        CHECK(seen->history.count(state::applied) == 1);
        // Others stay subject to it, and what the migrations made is left alone.
        CHECK(
            p.ask("SELECT string_agg(DISTINCT relrowsecurity || ' ' || relforcerowsecurity, ', ') "
                  "FROM pg_class WHERE oid = '" +
                  seen->table + "'::regclass") == "true false");
        CHECK(p.ask("SELECT (relrowsecurity AND relforcerowsecurity)::text FROM pg_class WHERE oid "
                    "= 'a'::regclass") == "true");
    }
}

TEST_CASE("what is no ordinary table is not read, and nothing of it runs") {
    const project p;
    const roles r(p, {"low"});
    p.write("1_a.sql", "CREATE TABLE a ();");
    up(p.settings());
    p.execute("CREATE SCHEMA traps; ALTER TABLE dunlin.migrations SET SCHEMA traps");
    r.execute("ALTER SCHEMA traps OWNER TO {low}; SET ROLE {low}; CREATE FUNCTION traps.spring() "
              "RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN EXECUTE 'ALTER ROLE {low} "
              "SUPERUSER'; RETURN ''; EXCEPTION WHEN insufficient_privilege THEN RETURN ''; END "
              "$$; RESET ROLE; GRANT SELECT ON traps.migrations TO {low}");
    const auto refused = [&](const std::string& message) {
        for (const char* verb : {"status", "up"}) {
            CAPTURE(verb);
            const auto problem = caught<error>([&] {
                std::string_view(verb) == "up" ? static_cast<void>(up(p.settings()))
                                               : static_cast<void>(status(p.settings()));
            });
            CHECK(problem.kind() == error_kind::refused);
            CHECK_MESSAGE(problem.message().find(message) != std::string::npos, problem.message());
        }
        CHECK(p.ask("SELECT rolsuper::text FROM pg_roles WHERE rolname = '" + r.name("low") +
                    "'") == "false");
    };
    p.execute("CREATE VIEW dunlin.migrations AS SELECT * FROM traps.migrations WHERE "
              "traps.spring() = ''");
    r.execute("ALTER VIEW dunlin.migrations OWNER TO {low}");
    refused("dunlin.migrations is a view");
    p.execute("DROP VIEW dunlin.migrations; CREATE TABLE dunlin.migrations (LIKE traps.migrations) "
              "PARTITION BY LIST (version)");
    refused("dunlin.migrations is a partitioned table");
    p.execute("DROP TABLE dunlin.migrations; CREATE MATERIALIZED VIEW dunlin.migrations AS SELECT "
              "* FROM traps.migrations");
    refused("dunlin.migrations is a materialized view");
    p.execute("DROP MATERIALIZED VIEW dunlin.migrations; CREATE TABLE dunlin.migrations (LIKE "
              "traps.migrations INCLUDING ALL)");
    r.execute("GRANT USAGE, CREATE ON SCHEMA dunlin TO {low}; ALTER TABLE dunlin.migrations OWNER "
              "TO {low}; SET ROLE {low}; CREATE TYPE traps.moment AS (at text); CREATE FUNCTION "
              "traps.cast(traps.moment) RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN EXECUTE "
              "'ALTER ROLE {low} SUPERUSER'; RETURN now(); END $$; CREATE CAST (traps.moment AS "
              "timestamptz) WITH FUNCTION traps.cast(traps.moment) AS IMPLICIT; ALTER TABLE "
              "dunlin.migrations ALTER applied_at DROP DEFAULT, ALTER applied_at TYPE traps.moment "
              "USING ROW('now'); INSERT INTO dunlin.migrations (version, rank, description, kind, "
              "applied_at) VALUES ('1', 1, '', 'versioned', ROW('now'))");
    refused("column applied_at of dunlin.migrations has type traps.moment");
}
