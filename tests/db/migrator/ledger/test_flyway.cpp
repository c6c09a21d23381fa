// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/migrator/adopt.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

namespace {

settings with_flyway(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "flyway";
    return settings;
}

/// All but the times.
std::string rows(const project& p) {
    return p.ask("SELECT coalesce(string_agg(concat_ws('|', installed_rank, version, description, "
                 "type, script, coalesce(checksum::text, '-'), installed_by = current_user, "
                 "execution_time >= 0, success), E'\\n' ORDER BY installed_rank), '') "
                 "FROM flyway_schema_history");
}

void write_two(const project& p) {
    p.write("V1__first_table.sql", "CREATE TABLE a (id int);\n");
    p.write("V1_1__second.sql", "CREATE TABLE b (id int);");
    p.write("U1_1__second.sql", "DROP TABLE b;");
    p.write("U1__first_table.sql", "DROP TABLE a;");
    p.write("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
}

} // namespace

TEST_CASE("up writes the rows that flyway writes") {
    const project p;
    write_two(p);
    CHECK(up(with_flyway(p)).current == "1.1");
    CHECK(rows(p) == "1|1|first table|SQL|V1__first_table.sql|-623083431|t|t|t\n"
                     "2|1.1|second|SQL|V1_1__second.sql|1128195672|t|t|t\n"
                     "3|view|SQL|R__view.sql|982419503|t|t|t");
    CHECK(up(with_flyway(p)).applied.empty());
    CHECK_FALSE(p.has_table("dunlin.migrations"));
}

TEST_CASE("the table is made as flyway makes it") {
    const project p;
    write_two(p);
    up(with_flyway(p));
    CHECK(p.ask("SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod) || "
                "CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END, ', ' ORDER BY attnum) "
                "FROM pg_attribute WHERE attrelid = 'flyway_schema_history'::regclass "
                "AND attnum > 0") ==
          "installed_rank integer NOT NULL, version character varying(50), description character "
          "varying(200) NOT NULL, type character varying(20) NOT NULL, script character "
          "varying(1000) NOT NULL, checksum integer, installed_by character varying(100) NOT NULL, "
          "installed_on timestamp without time zone NOT NULL, execution_time integer NOT NULL, "
          "success boolean NOT NULL");
    CHECK(p.ask("SELECT string_agg(indexdef, '; ' ORDER BY indexname) FROM pg_indexes WHERE "
                "tablename = 'flyway_schema_history'") ==
          "CREATE UNIQUE INDEX flyway_schema_history_pk ON public.flyway_schema_history USING "
          "btree (installed_rank); CREATE INDEX flyway_schema_history_s_idx ON "
          "public.flyway_schema_history USING btree (success)");
}

TEST_CASE("what is taken back is marked so that flyway of any edition reads it") {
    const project p;
    write_two(p);
    up(with_flyway(p));
    CHECK(down(with_flyway(p)).current == "1");
    CHECK_FALSE(p.has_table("b"));
    CHECK(p.ask("SELECT concat_ws('|', version, description, type, script, checksum, success) "
                "FROM flyway_schema_history WHERE installed_rank = 4") ==
          "1.1|second|DELETE|V1_1__second.sql|1128195672|t");
    CHECK(redo(with_flyway(p)).applied.size() == 2);
    CHECK(up(with_flyway(p)).current == "1.1");
    CHECK(p.ask("SELECT string_agg(type, ' ' ORDER BY installed_rank) "
                "FROM flyway_schema_history") == "SQL SQL SQL DELETE DELETE SQL SQL");
    CHECK(to(with_flyway(p), "0").current.empty());
}

TEST_CASE("a table that a paid edition keeps gets its own kind of row") {
    const project p;
    write_two(p);
    up(with_flyway(p));
    p.execute("INSERT INTO flyway_schema_history VALUES (4, '1.1', 'second', 'UNDO_SQL', "
              "'U1_1__second.sql', 1, 'x', now(), 1, true); DROP TABLE b");
    CHECK(up(with_flyway(p)).applied.size() == 1);
    down(with_flyway(p));
    CHECK(p.ask("SELECT concat_ws('|', version, description, type, script) FROM "
                "flyway_schema_history WHERE installed_rank = 6") ==
          "1.1|second|UNDO_SQL|U1_1__second.sql");
}

TEST_CASE("a repeatable migration that changed gets one more row") {
    const project p;
    write_two(p);
    up(with_flyway(p));
    p.write("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 2 AS one;");
    CHECK(up(with_flyway(p)).applied.size() == 1);
    CHECK(up(with_flyway(p)).applied.empty());
    CHECK(p.ask("SELECT count(*)::text FROM flyway_schema_history WHERE version IS NULL") == "2");
}

TEST_CASE("a changed file, and a failed row, stand in the way") {
    const project p;
    write_two(p);
    up(with_flyway(p));
    p.write("V1__first_table.sql", "CREATE TABLE a (id bigint);\n");
    CHECK(caught<dunlin::error>([&] { up(with_flyway(p)); }).message().find("was changed") !=
          std::string::npos);
    write_two(p);
    p.execute("INSERT INTO flyway_schema_history VALUES (9, '2', 'x', 'SQL', 'V2__x.sql', 1, 'x', "
              "now(), 1, false)");
    const auto failed = caught<dunlin::error>([&] { up(with_flyway(p)); });
    CHECK(failed.kind() == dunlin::error_kind::history);
    CHECK(failed.message().find("2 is recorded as failed in public.flyway_schema_history") !=
          std::string::npos);
}

TEST_CASE("flyway's own baseline row, and the one of a B file, put what is below aside") {
    const project p;
    write_two(p);
    p.write("B1.1__squashed.sql", "CREATE TABLE a (id int); CREATE TABLE b (id int);");
    up(with_flyway(p));
    CHECK(rows(p).starts_with("1|1.1|squashed|SQL_BASELINE|B1.1__squashed.sql|"));
    CHECK(up(with_flyway(p)).applied.empty());
    const project old;
    write_two(old);
    up(with_flyway(old));
    old.execute("DELETE FROM flyway_schema_history; INSERT INTO flyway_schema_history VALUES "
                "(1, '1', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'x', "
                "now(), 0, true); DROP TABLE b");
    CHECK(up(with_flyway(old)).applied.size() == 2);
}

TEST_CASE("the table is found without being named, also under another name and schema") {
    const project p;
    write_two(p);
    up(with_flyway(p));
    CHECK(status(p.settings())->tool == "flyway");
    CHECK(up(p.settings()).applied.empty());
    const project other;
    write_two(other);
    other.write("flyway.conf", "flyway.table=my history\nflyway.defaultSchema=app\n");
    other.execute("CREATE SCHEMA app");
    up(with_flyway(other));
    CHECK(other.ask("SELECT count(*)::text FROM app.\"my history\"") == "3");
}

TEST_CASE("placeholders that only the database knows") {
    const project p;
    p.write("V1__a.sql",
            "CREATE TABLE a AS SELECT '${flyway:user}'::text AS who, "
            "'${flyway:database}'::text AS what, '${flyway:defaultSchema}'::text AS s;");
    up(with_flyway(p));
    CHECK(p.ask("SELECT (who = current_user AND what = current_database() AND s = 'public')::text "
                "FROM a") == "true");
}

TEST_CASE("a history that is given back goes on after the rows that are there") {
    const project p;
    p.write("V1__a.sql", "CREATE TABLE a ();");
    p.write("V2__b.sql", "CREATE TABLE b ();");
    p.write("V3__c.sql", "CREATE TABLE c ();");
    p.write("U3__c.sql", "DROP TABLE c;");
    p.write("U2__b.sql", "DROP TABLE b;");
    up(with_flyway(p), {{std::nullopt, 2}, false, false});
    adopt_options with_table;
    with_table.tool = "flyway";
    const auto nobody = [](std::string_view) {};
    const auto ranks = [&] {
        return p.ask("SELECT string_agg(concat_ws(' ', installed_rank, version, type), ', ' ORDER "
                     "BY installed_rank) FROM flyway_schema_history");
    };
    adopt(p.settings(), with_table, nobody);
    settings own = p.settings();
    own.ledger.tool = "dunlin";
    up(own);
    give_back(own, with_table, nobody);
    CHECK(ranks() == "1 1 SQL, 2 2 SQL, 3 3 SQL");
    down(own, {std::nullopt, 2});
    give_back(own, with_table, nobody);
    CHECK(ranks() == "1 1 SQL, 2 2 SQL, 3 3 SQL, 4 3 DELETE, 5 2 DELETE");
    up(own);
    give_back(own, with_table, nobody);
    CHECK(ranks().ends_with("5 2 DELETE, 6 2 SQL, 7 3 SQL"));
    CHECK(status(with_flyway(p))->history.count(state::applied) == 3);
}
