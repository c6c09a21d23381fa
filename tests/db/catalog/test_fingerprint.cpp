// SPDX-License-Identifier: MIT
#include "round_trip.hpp"

#include <dunlin/catalog/fingerprint.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>

namespace catalog = dunlin::catalog;
using dunlin::test::test_database;

namespace {

catalog::fingerprint fingerprint_of(const test_database& database,
                                    const catalog::read_options& options = {}) {
    return catalog::make_fingerprint(read_catalog(database, options), options);
}

constexpr auto base = R"(
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE DOMAIN word AS text CHECK (VALUE <> '');
CREATE SEQUENCE s;
CREATE TABLE other (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a text, b varchar(10), n int DEFAULT 1,
    CONSTRAINT c CHECK (n > 0), CONSTRAINT u UNIQUE (a));
CREATE INDEX i ON t (b);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE POLICY p ON t USING (true);
CREATE PUBLICATION pub FOR TABLE t;
CREATE STATISTICS st ON a, b FROM t;
)";

/// A change, and the objects that it changes, adds (+) or removes (-).
struct change_case {
    const char* sql;
    const char* expected;
};

constexpr std::array changes{
    change_case{"ALTER TABLE t ALTER n SET DEFAULT 2", "table public.t"},
    change_case{"ALTER TABLE t ALTER n SET NOT NULL", "table public.t"},
    change_case{"ALTER TABLE t ALTER a SET STORAGE EXTERNAL", "table public.t"},
    change_case{"ALTER TABLE t ALTER b TYPE varchar(20)", "table public.t"},
    change_case{"ALTER TABLE t ADD x int", "table public.t"},
    change_case{"ALTER TABLE t SET (fillfactor = 50)", "table public.t"},
    change_case{"ALTER TABLE other SET UNLOGGED", "table public.other"},
    change_case{"ALTER TABLE t ENABLE ROW LEVEL SECURITY", "table public.t"},
    change_case{"ALTER TABLE t REPLICA IDENTITY FULL", "table public.t"},
    change_case{"COMMENT ON COLUMN t.a IS 'x'", "table public.t"},
    change_case{"ALTER TABLE t DROP CONSTRAINT c", "-constraint c ON public.t"},
    change_case{"ALTER TABLE t ADD FOREIGN KEY (n) REFERENCES other",
                "+constraint t_n_fkey ON public.t"},
    change_case{
        "ALTER TABLE t DROP CONSTRAINT u; ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) DEFERRABLE",
        "constraint u ON public.t"},
    change_case{"ALTER INDEX i SET (fillfactor = 50)", "index public.i"},
    change_case{"DROP INDEX i; CREATE UNIQUE INDEX i ON t (b)", "index public.i"},
    change_case{"ALTER INDEX i RENAME TO j", "-index public.i, +index public.j"},
    change_case{"ALTER VIEW v SET (security_invoker = true)", "view public.v"},
    change_case{"CREATE OR REPLACE VIEW v AS SELECT id, upper(a) AS a FROM t", "view public.v"},
    change_case{"ALTER FUNCTION f SECURITY DEFINER", "function public.f()"},
    change_case{"CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "+function public.f(integer)"},
    change_case{"ALTER TABLE t DISABLE TRIGGER g", "trigger g ON public.t"},
    change_case{"ALTER POLICY p ON t USING (false)", "policy p ON public.t"},
    change_case{"ALTER TYPE mood ADD VALUE 'c'", "type public.mood"},
    change_case{"ALTER DOMAIN word DROP CONSTRAINT word_check",
                "-constraint word_check ON DOMAIN public.word"},
    change_case{"ALTER SEQUENCE s INCREMENT 2", "sequence public.s"},
    change_case{"ALTER PUBLICATION pub ADD TABLE other", "publication pub"},
    change_case{"ALTER STATISTICS st SET STATISTICS 5", "statistics public.st"},
    change_case{"CREATE SCHEMA x", "+schema x"},
    change_case{"CREATE EXTENSION citext", "+extension citext"},
    change_case{"INSERT INTO other VALUES (1); SELECT nextval('s'); ANALYZE", ""},
    change_case{"ALTER TABLE t ADD y int; ALTER TABLE t DROP y", ""},
    change_case{"GRANT SELECT ON t TO PUBLIC; ALTER TABLE t OWNER TO pg_monitor", ""},
};

std::string text_of(const std::vector<catalog::difference>& differences) {
    std::string text;
    for (const auto& [type, kind, identity] : differences) {
        text += fmt::format("{}{}{} {}", text.empty() ? "" : ", ",
                            type == catalog::change::added     ? "+"
                            : type == catalog::change::removed ? "-"
                                                               : "",
                            kind, identity);
    }
    return text;
}

} // namespace

TEST_CASE("every change is named, and nothing else") {
    const test_database database;
    run_sql(database, base);
    const auto before = fingerprint_of(database);
    for (const auto& [sql, expected] : changes) {
        CAPTURE(sql);
        dunlin::sqldb::connection db(database.config());
        dunlin::sqldb::transaction tx(db); // is rolled back
        db.run_script(sql);
        const auto after = catalog::make_fingerprint(catalog::read_snapshot(tx), {});
        CHECK(text_of(catalog::compare(before, after)) == expected);
        CHECK((before.text() == after.text()) == std::string(expected).empty());
    }
}

TEST_CASE("the order of creation and OIDs do not matter") {
    const test_database one;
    run_sql(one,
            "CREATE TABLE a (x int); CREATE TABLE b (y int); CREATE VIEW v AS SELECT * FROM a; "
            "ALTER TABLE a ADD CHECK (x > 0); CREATE INDEX ON a (x); COMMENT ON TABLE b IS 'b'; "
            "COMMENT ON COLUMN b.y IS 'y'");
    const test_database other;
    run_sql(other,
            "CREATE TABLE z (x int); DROP TABLE z; CREATE TABLE b (y int); COMMENT ON COLUMN b.y "
            "IS 'y'; COMMENT ON TABLE b IS 'b'; CREATE TABLE a (x int CHECK (x > 0)); CREATE INDEX "
            "ON a (x); CREATE VIEW v AS SELECT * FROM a");
    CHECK(fingerprint_of(one).text() == fingerprint_of(other).text());
}

TEST_CASE("a fingerprint names its algorithm, the server's major version and what it covers") {
    const test_database database;
    const auto schema = read_catalog(database);
    const std::string scope = fmt::format("sha256:1:{}", schema.server_version / 10000);
    CHECK(catalog::make_fingerprint(schema, {}).scope == scope);
    CHECK(catalog::make_fingerprint(schema, {.owners = true, .privileges = true}).scope ==
          scope + "+owners+privileges");
}

TEST_CASE("owners and privileges count when they are asked for") {
    const test_database database;
    run_sql(database,
            "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    const catalog::read_options options{.owners = true, .privileges = true};
    const auto before = fingerprint_of(database, options);
    run_sql(database, "ALTER FUNCTION f() OWNER TO pg_monitor; GRANT SELECT ON t TO PUBLIC");
    CHECK(text_of(catalog::compare(before, fingerprint_of(database, options))) ==
          "function public.f(), table public.t");
}
