// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "roles.hpp"
#include "tool_files.hpp"
#include "watcher.hpp"

#include <dunlin/migrator/adopt.hpp>
#include <dunlin/migrator/repair.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <vector>

using namespace dunlin::migrator;
using dunlin::error;
using dunlin::error_kind;
using dunlin::test::caught;
using migrator_test::kept_as;
using migrator_test::project;
using migrator_test::roles;
using migrator_test::sql_of_hint;

namespace {

/// What a role without rights puts in the way, and the words that refuse it.
struct intrusion {
    std::string sql;
    std::string words;
};

/// A function that makes {low} a superuser wherever it runs with the rights to do so.
constexpr auto functions = R"(
CREATE SCHEMA IF NOT EXISTS traps AUTHORIZATION {low};
GRANT USAGE ON SCHEMA traps TO PUBLIC;
SET ROLE {low};
CREATE FUNCTION traps.spring() RETURNS void LANGUAGE plpgsql AS $$
BEGIN EXECUTE 'ALTER ROLE {low} SUPERUSER'; EXCEPTION WHEN insufficient_privilege THEN END $$;
CREATE FUNCTION traps.fire() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM traps.spring(); RETURN coalesce(new, old); END $$;
CREATE FUNCTION traps.probe(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN PERFORM traps.spring(); RETURN true; END $$;
CREATE FUNCTION traps.text() RETURNS text LANGUAGE plpgsql AS $$
BEGIN PERFORM traps.spring(); RETURN 'x'; END $$;
CREATE DOMAIN traps.word AS text CHECK (traps.probe(value));
RESET ROLE;)";

bool is_superuser(const project& p, const std::string& role) {
    return p.ask("SELECT rolsuper::text FROM pg_roles WHERE rolname = '" + role + "'") == "true";
}

} // namespace

TEST_CASE("a ledger that another role made first is refused before anything of it runs") {
    const project p;
    const roles r(p, {"low"});
    p.write("1_a.sql", "CREATE TABLE a ();");
    std::string own_tables;
    {
        const dunlin::sqldb::connection db(p.database.config());
        own_tables = make_ledger({})->create_sql(db);
    }
    p.execute("GRANT CREATE ON DATABASE " + p.database.name() + " TO " + r.quoted("low"));
    r.execute_as("low", own_tables);
    r.execute(functions);
    r.execute_as("low", "CREATE TRIGGER \"Trap it\" BEFORE INSERT ON dunlin.migrations "
                        "EXECUTE FUNCTION traps.fire();"
                        "ALTER TABLE dunlin.events ALTER detail SET DEFAULT traps.text();");
    const auto problem = caught<error>([&] { up(p.settings()); });
    CHECK(problem.kind() == error_kind::refused);
    CHECK(problem.message() == "dunlin.migrations is not safe to write to: schema dunlin belongs "
                               "to role " +
                                   r.name("low"));
    CHECK(problem.detail.find("trigger \"Trap it\" of dunlin.migrations uses traps.fire(), which "
                              "belongs to role " +
                              r.name("low")) != std::string::npos);
    CHECK_FALSE(is_superuser(p, r.name("low")));
    CHECK_FALSE(p.has_table("a"));
    CHECK(p.applied() == "");

    INFO(problem.hint());
    CHECK(problem.hint().find("[ledger] owners = [\"" + r.name("low") + "\"]") !=
          std::string::npos);
    p.execute(sql_of_hint(problem.hint()));
    CHECK(up(p.settings()).applied.size() == 1);
    CHECK_FALSE(is_superuser(p, r.name("low")));
}

TEST_CASE("what another role put into this role's ledger is refused, and named with its remedy") {
    const std::vector<intrusion> all{
        {"ALTER SCHEMA dunlin OWNER TO {low}", "schema dunlin belongs to role "},
        {"ALTER TABLE dunlin.migrations OWNER TO {low}",
         "table dunlin.migrations belongs to role "},
        {"ALTER TABLE dunlin.steps OWNER TO {low}", "table dunlin.steps belongs to role "},
        {"ALTER TABLE dunlin.events OWNER TO {low}", "table dunlin.events belongs to role "},
        {"GRANT TRIGGER ON dunlin.migrations TO {low}; GRANT USAGE ON SCHEMA dunlin TO {low}; SET "
         "ROLE {low}; CREATE TRIGGER t BEFORE INSERT ON dunlin.migrations EXECUTE FUNCTION "
         "traps.fire()",
         "trigger t of dunlin.migrations uses traps.fire()"},
        {"CREATE TRIGGER t AFTER DELETE ON dunlin.steps FOR EACH ROW EXECUTE FUNCTION "
         "traps.fire()",
         "trigger t of dunlin.steps uses traps.fire()"},
        {"ALTER TABLE dunlin.events ALTER detail SET DEFAULT traps.text()",
         "the default of column detail of dunlin.events uses traps.text()"},
        {"ALTER TABLE dunlin.migrations ADD CONSTRAINT c CHECK (traps.probe(version))",
         "check constraint c of dunlin.migrations uses traps.probe(text)"},
        {"CREATE INDEX \"I i\" ON dunlin.migrations (traps.probe(version))",
         "index dunlin.\"I i\" of dunlin.migrations uses traps.probe(text)"},
        {"CREATE INDEX i ON dunlin.events (version) WHERE traps.probe(version)",
         "index dunlin.i of dunlin.events uses traps.probe(text)"},
        {"ALTER TABLE dunlin.events ADD more traps.word",
         "column more of dunlin.events has type traps.word"},
        {"ALTER TABLE dunlin.events ALTER detail SET DEFAULT 'x'::traps.word",
         "the default of column detail of dunlin.events uses traps.word"},
        {"ALTER TABLE dunlin.events ALTER detail SET DEFAULT "
         "query_to_xml('SELECT traps.spring()', true, true, '')::text",
         "the default of column detail of dunlin.events uses "
         "query_to_xml(text,boolean,boolean,text)"},
        {"ALTER TABLE dunlin.events ALTER detail SET DEFAULT lo_export(1, '/x')::text",
         "the default of column detail of dunlin.events uses lo_export(oid,text)"},
        {"CREATE RULE \"R\" AS ON INSERT TO dunlin.events DO ALSO SELECT traps.spring()",
         "rule \"R\" on dunlin.events rewrites statements"},
        {"CREATE TABLE dunlin.child () INHERITS (dunlin.migrations)",
         "dunlin.child inherits from dunlin.migrations"},
    };
    const project p;
    const roles r(p, {"low"});
    p.write("1_a.sql", "CREATE TABLE a ();");
    up(p.settings());
    r.execute(functions);
    p.write("2_b.sql", "CREATE TABLE b ();\n-- dunlin:down\nDROP TABLE b;");
    for (const intrusion& intrusion : all) {
        CAPTURE(intrusion.sql);
        r.execute(intrusion.sql);
        r.execute("ALTER ROLE {low} NOSUPERUSER"); // building an index ran the trap
        const auto problem = caught<error>([&] { up(p.settings()); });
        CHECK(problem.kind() == error_kind::refused);
        CHECK_MESSAGE(problem.message().find(intrusion.words) != std::string::npos,
                      problem.message());
        CHECK_FALSE(p.has_table("b"));
        CHECK_FALSE(is_superuser(p, r.name("low")));
        const std::string remedy = sql_of_hint(problem.hint());
        CAPTURE(problem.hint());
        if (intrusion.sql.find(" more traps") != std::string::npos) {
            CHECK(remedy.empty()); // what becomes of a column is for people to say
            p.execute("ALTER TABLE dunlin.events DROP COLUMN more");
        } else {
            p.execute(remedy);
        }
        CHECK(up(p.settings()).applied.size() == 1);
        down(p.settings());
        CHECK_FALSE(is_superuser(p, r.name("low")));
    }
}

TEST_CASE("every verb that writes the ledger refuses one that cannot be trusted") {
    const project p;
    const roles r(p, {"low"});
    p.write("1_a.sql", "CREATE TABLE a ();\n-- dunlin:down\nDROP TABLE a;");
    up(p.settings());
    r.execute("ALTER TABLE dunlin.events OWNER TO {low}");
    const auto refuses = [&](auto&& work) {
        return caught<error>(work).message().find("table dunlin.events belongs to role ") !=
               std::string::npos;
    };
    const auto nobody = [](std::string_view) {};
    CHECK(refuses([&] { down(p.settings()); }));
    CHECK(refuses([&] { redo(p.settings()); }));
    CHECK(refuses([&] { to(p.settings(), "0"); }));
    CHECK(refuses([&] {
        repair(p.settings(), {{repair_action::kind::unmark, "1"}}, false, nobody);
    }));
    p.execute("DELETE FROM dunlin.migrations");
    CHECK(refuses([&] { baseline(p.settings(), "1", false, nobody); }));
    p.execute("CREATE TABLE goose_db_version (id integer PRIMARY KEY GENERATED BY DEFAULT AS "
              "IDENTITY, version_id bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp "
              "NOT NULL DEFAULT now()); INSERT INTO goose_db_version (version_id, is_applied) "
              "VALUES (1, true)");
    adopt_options from_goose;
    from_goose.tool = "goose";
    CHECK(refuses([&] { adopt(p.settings(), from_goose, nobody); }));
    p.execute("ALTER TABLE dunlin.events OWNER TO CURRENT_USER");
    r.execute("ALTER TABLE goose_db_version OWNER TO {low}");
    adopt(p.settings(), from_goose, nobody); // which only reads the other table
    CHECK(p.applied() == "1");
    CHECK(caught<error>([&] { give_back(p.settings(), from_goose, nobody); })
              .message()
              .find("table public.goose_db_version belongs to role ") != std::string::npos);
}

TEST_CASE("nothing is made in a schema of a role that is not trusted") {
    const project p;
    const roles r(p, {"low"});
    p.write("1_a.sql", "CREATE TABLE a ();");
    r.execute("CREATE SCHEMA dunlin AUTHORIZATION {low}");
    CHECK(caught<error>([&] { up(p.settings()); }).message().find("schema dunlin belongs") !=
          std::string::npos);
    CHECK_FALSE(p.has_table("dunlin.migrations"));
    CHECK_FALSE(p.has_table("a"));
    // A table that stands there already is not the one that would have been made.
    r.execute("ALTER SCHEMA dunlin OWNER TO CURRENT_USER; CREATE TABLE dunlin.steps (LIKE "
              "pg_class); ALTER TABLE dunlin.steps OWNER TO {low}");
    CHECK(caught<error>([&] { up(p.settings()); }).message().find("table dunlin.steps belongs") !=
          std::string::npos);
    CHECK_FALSE(p.has_table("dunlin.migrations"));
}

TEST_CASE("soundly owned ledgers are written: groups, the database's owner, named owners, audits") {
    const project p;
    const roles r(p, {"team", "member", "cloud", "other"});
    p.write("1_a.sql", "CREATE TABLE a ();");
    r.execute("GRANT {team} TO {member}; GRANT CREATE ON DATABASE " + p.database.name() +
              " TO {member}, {other}; GRANT CREATE ON SCHEMA public TO {member}, {other}");
    up(r.settings("member"));
    const auto hand_to = [&](const std::string& owner) {
        r.execute("ALTER SCHEMA dunlin OWNER TO " + owner +
                  "; ALTER TABLE dunlin.migrations OWNER TO " + owner +
                  "; ALTER TABLE dunlin.steps OWNER TO " + owner +
                  "; ALTER TABLE dunlin.events OWNER TO " + owner);
    };
    int version = 1;
    const auto one_more = [&](const settings& settings) {
        p.write(std::to_string(++version) + "_x.sql", "SELECT 1;");
        return up(settings).applied.size() == 1;
    };
    hand_to("{team}");
    CHECK(one_more(r.settings("member"))); // by membership
    CHECK_THROWS(one_more(p.settings()));  // a superuser is no member of every role
    p.execute("ALTER DATABASE " + p.database.name() + " OWNER TO " + r.quoted("team"));
    CHECK(up(p.settings()).applied.size() == 1); // by ownership of the database
    p.execute("ALTER DATABASE " + p.database.name() + " OWNER TO CURRENT_USER");
    hand_to("CURRENT_USER");
    r.execute("GRANT ALL ON ALL TABLES IN SCHEMA dunlin TO {member}; GRANT USAGE ON SCHEMA dunlin "
              "TO {member}");
    CHECK(one_more(r.settings("member"))); // a superuser's ledger, with the privilege to write it
    hand_to("{cloud}");
    settings with_owner = p.settings();
    with_owner.ledger.owners = {r.name("cloud")};
    CHECK(one_more(with_owner));
    hand_to("CURRENT_USER");
    p.execute("CREATE TABLE audit (what text); CREATE FUNCTION audit() RETURNS trigger LANGUAGE "
              "plpgsql AS $$ BEGIN INSERT INTO audit VALUES (new.version); RETURN new; END $$; "
              "CREATE TRIGGER audit AFTER INSERT ON dunlin.migrations FOR EACH ROW EXECUTE "
              "FUNCTION audit()");
    CHECK(one_more(p.settings()));
    CHECK(p.ask("SELECT count(*)::text FROM audit") == "1");
}

TEST_CASE("a role that only administers another is not that other's friend") {
    const project p;
    if (dunlin::sqldb::connection(p.database.config()).server_version() < 160000) {
        MESSAGE("memberships have options from PostgreSQL 16 on");
        return;
    }
    const roles r(p, {"low", "creator"});
    p.write("1_a.sql", "SELECT 1;");
    r.execute("GRANT {low} TO {creator} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE; GRANT CREATE ON "
              "DATABASE " +
              p.database.name() + " TO {creator}");
    up(r.settings("creator"));
    r.execute("ALTER TABLE dunlin.events OWNER TO {low}");
    p.write("2_b.sql", "SELECT 1;");
    CHECK(caught<error>([&] { up(r.settings("creator")); }).kind() == error_kind::refused);
}

TEST_CASE("other tools' tables in public are written, whoever owns the schema by its release") {
    for (const char* owner : {"pg_database_owner", "CURRENT_USER"}) {
        CAPTURE(owner);
        const project p;
        const roles r(p, {"app"});
        const int release = dunlin::sqldb::connection(p.database.config()).server_version();
        if (release < 140000 && std::string(owner) != "CURRENT_USER") {
            continue; // the role is of PostgreSQL 14
        }
        r.execute("ALTER SCHEMA public OWNER TO " + std::string(owner) +
                  "; GRANT CREATE ON SCHEMA public TO {app}");
        p.write("1_a.sql", "CREATE TABLE a ();");
        settings settings = r.settings("app");
        settings.ledger.tool = "goose";
        CHECK(up(settings).applied.size() == 1);
        p.write("2_b.sql", "CREATE TABLE b ();");
        CHECK(up(settings).applied.size() == 1);
        r.execute("GRANT ALL ON goose_db_version TO {app}; ALTER TABLE goose_db_version OWNER TO "
                  "CURRENT_USER; GRANT ALL ON goose_db_version TO {app}");
        p.write("3_c.sql", "CREATE TABLE c ();");
        CHECK(up(settings).applied.size() == 1);
    }
}

TEST_CASE("every other tool's tables are looked at as dunlin's own are") {
    struct tool {
        std::string name;
        std::vector<std::string> tables;
    };
    const std::vector<tool> tools{
        {"darwin", {"darwin_migrations"}},
        {"dbmate", {"schema_migrations"}},
        {"diesel", {"__diesel_schema_migrations"}},
        {"flyway", {"flyway_schema_history"}},
        {"golang-migrate", {"schema_migrations"}},
        {"goose", {"goose_db_version"}},
        {"graphile-migrate", {"graphile_migrate.migrations"}},
        {"liquibase", {"databasechangelog", "databasechangeloglock"}},
        {"node-pg-migrate", {"pgmigrations"}},
        {"prisma", {"_prisma_migrations"}},
        {"refinery", {"refinery_schema_history"}},
        {"sqitch",
         {"sqitch.changes", "sqitch.projects", "sqitch.events", "sqitch.tags",
          "sqitch.dependencies"}},
        {"sqlx", {"_sqlx_migrations"}},
        {"supabase", {"supabase_migrations.schema_migrations"}},
        {"tern", {"schema_version"}},
    };
    for (const tool& tool : tools) {
        CAPTURE(tool.name);
        const project p;
        const roles r(p, {"low"});
        r.execute(functions);
        migrator_test::write_first(p, tool.name);
        const settings settings = kept_as(p.settings(), tool.name);
        CHECK(up(settings, {{std::nullopt, 1}, false, false}).applied.size() == 1);
        migrator_test::write_second(p, tool.name);
        for (const std::string& table : tool.tables) {
            CAPTURE(table);
            p.execute("CREATE TRIGGER t BEFORE INSERT OR UPDATE ON " + table +
                      " EXECUTE FUNCTION traps.fire()");
            const auto problem = caught<error>([&] { up(settings); });
            CHECK_MESSAGE(problem.kind() == error_kind::refused, problem.message());
            CHECK_MESSAGE(problem.message().find("uses traps.fire(), which belongs to role ") !=
                              std::string::npos,
                          problem.message());
            CHECK_FALSE(is_superuser(p, r.name("low")));
            p.execute("DROP TRIGGER t ON " + table);
        }
        CHECK_FALSE(up(settings).applied.empty());
    }
}

TEST_CASE("the steps of a migration are not written where another role owns their table") {
    const project p;
    const roles r(p, {"low"});
    p.write("1_a.sql", "CREATE TABLE a (id int);");
    const settings settings = kept_as(p.settings(), "goose");
    up(settings);
    r.execute("CREATE SCHEMA dunlin; CREATE TABLE dunlin.steps (version text, direction text, "
              "position bigint, statement text, statement_checksum text, state text, before text, "
              "intended_at timestamptz, done_at timestamptz); ALTER TABLE dunlin.steps OWNER TO "
              "{low}");
    p.write("2_b.sql", "CREATE INDEX CONCURRENTLY i ON a (id);");
    CHECK(caught<error>([&] { up(settings); })
              .message()
              .find("table dunlin.steps belongs to role ") != std::string::npos);
    CHECK_FALSE(p.has_table("i"));
}

TEST_CASE("the mark of protection is not written into a ledger that cannot be trusted") {
    const project p;
    const roles r(p, {"low"});
    p.write("1_a.sql", "SELECT 1;");
    up(p.settings());
    r.execute(functions);
    p.execute("CREATE TRIGGER t BEFORE INSERT ON dunlin.events EXECUTE FUNCTION traps.fire()");
    settings settings = p.settings();
    settings.protected_as = "production";
    migrator_test::recording_observer heard;
    settings.watcher = &heard;
    up(settings);
    CHECK(heard.has_note("the database could not be marked as protected: dunlin.migrations is not "
                         "safe to write to: trigger t of dunlin.events uses traps.fire()"));
    CHECK_FALSE(is_superuser(p, r.name("low")));
}
