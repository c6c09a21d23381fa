// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "watcher.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/transaction.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <doctest/doctest.h>
#include <support/background.hpp>
#include <support/caught.hpp>
#include <support/server_version.hpp>
#include <support/wait_until.hpp>

#include <optional>
#include <string>
#include <string_view>

using namespace dunlin::migrator;
using dunlin::sqldb::sql_error;
using dunlin::test::caught;
using migrator_test::project;
using migrator_test::recording_observer;

namespace {

constexpr auto mixed = "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1), (2);\n"
                       "CREATE INDEX CONCURRENTLY t_a ON t (a);\nINSERT INTO t VALUES (3);";

bool index_is_valid(const project& p, const std::string& name) {
    return p.ask(
               "SELECT coalesce((SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('" +
               name + "')), false)::text") == "true";
}

/// As a run leaves it that died in the step of that position, the ones before being done.
void leave_behind(const project& p, const std::vector<std::string>& statements,
                  const std::string& before = "") {
    p.write("0_ledger.sql", "SELECT 1;");
    up(p.settings(), {{"0", std::nullopt}, false, false});
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const bool last = i + 1 == statements.size();
        dunlin::sqldb::connection db(p.database.config());
        db.run("INSERT INTO dunlin.steps (version, direction, position, statement, "
               "statement_checksum, state, before) VALUES ('1', 'up', :position, :statement, "
               ":checksum, :state, :before)",
               {{"position", static_cast<std::int64_t>(i + 1)},
                {"statement", statements[i]},
                {"checksum", dunlin::sqltext::content_checksum(statements[i])},
                {"state", std::string(last ? "intent" : "done")},
                {"before", before}});
    }
}

/// An index that its own build left invalid: two rows that a unique index refuses.
void make_invalid_index(const project& p, const std::string& name) {
    p.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
    CHECK_THROWS(p.execute("CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON t (a)"));
    p.execute("DELETE FROM t");
    CHECK_FALSE(index_is_valid(p, name));
}

} // namespace

TEST_CASE("a migration with CONCURRENTLY runs in steps and is recorded like any other") {
    const project p;
    p.write("1_a.sql", mixed);
    const report done = up(p.settings());
    CHECK(done.applied[0].steps == 3);
    CHECK(index_is_valid(p, "t_a"));
    CHECK(p.ask("SELECT count(*)::text FROM t") == "3");
    CHECK(p.applied() == "1");
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.steps") == "0");
    CHECK(up(p.settings()).applied.empty());
}

TEST_CASE("a step that fails keeps those before it, says so, and the next up goes on there") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1), (1);\n"
                       "CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a);\nINSERT INTO t VALUES (3);");
    const auto problem = caught<sql_error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::unique_violation);
    CHECK(problem.where()->line == 3);
    CHECK(
        problem.aftermath ==
        "Migration 1: 1 of 3 steps completed; `dunlin migrate up` resumes after the completed steps.");
    CHECK(status(p.settings())->history.count(state::unfinished) == 1);
    CHECK_FALSE(index_is_valid(p, "t_a"));
    p.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
    recording_observer seen;
    settings settings = p.settings();
    settings.watcher = &seen;
    up(settings);
    CHECK(index_is_valid(p, "t_a"));
    CHECK(p.ask("SELECT string_agg(a::text, ' ' ORDER BY a) FROM t") == "1 3");
    CHECK(seen.has_note("step 2 was interrupted; index public.t_a exists but is invalid"));
    CHECK(p.applied() == "1");
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.events WHERE action = 'fail'") == "1");
}

TEST_CASE("an index that was finished before the run died is not built again") {
    const project p;
    p.write("1_a.sql", "CREATE INDEX CONCURRENTLY t_a ON t (a);\nCREATE TABLE behind ();");
    p.execute("CREATE TABLE t (a int); CREATE INDEX t_a ON t (a)");
    const std::string oid = p.ask("SELECT 't_a'::regclass::oid::text");
    leave_behind(p, {"CREATE INDEX CONCURRENTLY t_a ON t (a)"});
    up(p.settings());
    CHECK(p.ask("SELECT 't_a'::regclass::oid::text") == oid);
    CHECK(p.has_table("behind"));
}

TEST_CASE("an index of the same name with another definition is left to a person") {
    const project p;
    p.write("1_a.sql", "CREATE INDEX CONCURRENTLY t_a ON t (lower(b)) WHERE a > 0;");
    p.execute("CREATE TABLE t (a int, b text); CREATE INDEX t_a ON t (b)");
    leave_behind(p, {"CREATE INDEX CONCURRENTLY t_a ON t (lower(b)) WHERE a > 0"});
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.message().find("a different definition") != std::string::npos);
    CHECK(problem.hint().find("repair --done 1") != std::string::npos);
    p.execute("DROP INDEX t_a; CREATE INDEX t_a ON t (lower(b)) WHERE (a > 0)");
    up(p.settings());
    CHECK(p.applied() == "0 1");
}

TEST_CASE("an index without a name is known by what was there before it") {
    const project p;
    p.write("1_a.sql", "CREATE INDEX CONCURRENTLY ON t (a);");
    p.execute("CREATE TABLE t (a int); CREATE INDEX old ON t (a); CREATE INDEX new ON t (a)");
    leave_behind(p, {"CREATE INDEX CONCURRENTLY ON t (a)"},
                 p.ask("SELECT 'old'::regclass::oid::text"));
    up(p.settings());
    CHECK(p.ask("SELECT count(*)::text FROM pg_index WHERE indrelid = 't'::regclass") == "2");
}

TEST_CASE("an invalid leftover that IF NOT EXISTS would step over is built anew") {
    const project p;
    make_invalid_index(p, "t_a");
    p.write("1_a.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);");
    recording_observer seen;
    settings settings = p.settings();
    settings.watcher = &seen;
    up(settings);
    CHECK(index_is_valid(p, "t_a"));
    CHECK(seen.has_note("DROP INDEX CONCURRENTLY IF EXISTS public.t_a"));
}

TEST_CASE("each kind of statement is examined by its own rule") {
    struct example {
        const char* before; ///< makes the world as it was, or as the statement left it
        const char* statement;
        const char* question; ///< true when all is well
    };
    const example examples[] = {
        {"CREATE TABLE t (a int); CREATE INDEX i ON t (a)", "DROP INDEX CONCURRENTLY i",
         "SELECT (to_regclass('i') IS NULL)::text"},
        {"SELECT 1", "DROP INDEX CONCURRENTLY i", "SELECT (to_regclass('i') IS NULL)::text"},
        {"CREATE TABLE t (a int); CREATE INDEX i ON t (a)", "REINDEX INDEX CONCURRENTLY i",
         "SELECT (count(*) = 1)::text FROM pg_index WHERE indrelid = 't'::regclass"},
        {"CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES "
         "IN (1)",
         "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
         "SELECT (count(*) = 0)::text FROM pg_inherits"},
        {"CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 (a int)",
         "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
         "SELECT (count(*) = 0)::text FROM pg_inherits"},
        {"CREATE TABLE t (a int)", "VACUUM t", "SELECT 'true'"},
    };
    for (const example& example : examples) {
        CAPTURE(example.statement);
        const bool detaches = std::string_view(example.statement).starts_with("ALTER TABLE");
        if (detaches && !dunlin::test::has_version(14, "DETACH PARTITION CONCURRENTLY")) {
            continue;
        }
        const project p;
        p.execute(example.before);
        p.write("1_a.sql", std::string(example.statement) + ";");
        leave_behind(p, {example.statement});
        up(p.settings());
        CHECK(p.ask(example.question) == "true");
        CHECK(p.applied() == "0 1");
    }
}

TEST_CASE(
    "a REINDEX that was cut short leaves no index, neither of partitions nor of large values") {
    const project p;
    p.execute("CREATE TABLE t (a int PRIMARY KEY, b text) PARTITION BY LIST (a);"
              "CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1)");
    constexpr auto remains = "SELECT count(*)::text FROM pg_class WHERE relname LIKE '%\\_ccnew%'";
    {
        // Ends with the transaction that it waits for, also when what is waited for never comes.
        std::optional<dunlin::test::background> reindex;
        dunlin::sqldb::connection writer(p.database.config());
        dunlin::sqldb::transaction open(writer);
        open.run("INSERT INTO t VALUES (1)", {});
        reindex.emplace(
            [&] { CHECK_THROWS_AS(p.execute("REINDEX TABLE CONCURRENTLY t1"), sql_error); });
        dunlin::test::wait_until([&] { return p.ask(remains) == "2"; });
        p.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = "
                  "current_database() AND query LIKE 'REINDEX%'");
        CHECK(reindex->join() == "");
    }
    CHECK(p.ask(remains) == "2");
    SUBCASE("of a table") {
        p.write("1_a.sql", "REINDEX TABLE CONCURRENTLY t1;");
        leave_behind(p, {"REINDEX TABLE CONCURRENTLY t1"});
    }
    SUBCASE("of a partitioned table") {
        if (!dunlin::test::has_version(14, "REINDEX of a partitioned table")) {
            return;
        }
        p.write("1_a.sql", "REINDEX TABLE CONCURRENTLY t;");
        leave_behind(p, {"REINDEX TABLE CONCURRENTLY t"});
    }
    up(p.settings());
    CHECK(p.ask(remains) == "0");
    CHECK(p.applied() == "0 1");
}

TEST_CASE("a statement that the server refuses did nothing, and may be corrected") {
    struct example {
        const char* wrong;
        const char* right;
        const char* sqlstate;
    };
    const example examples[] = {
        {"VACUUM (nosuch) t", "VACUUM t", "42601"},
        {"ALTER SYSTEM SET nosuch TO 1", "SELECT 1", "42704"},
        {"CREATE INDEX CONCURRENTLY i ON nosuch (a)", "CREATE INDEX CONCURRENTLY i ON t (a)",
         "42P01"},
        {"DROP INDEX CONCURRENTLY nosuch", "SELECT 1", "42704"},
        {"REINDEX TABLE CONCURRENTLY pg_class", "REINDEX TABLE t", "0A000"},
        {"CALL nosuch()", "SELECT 1", "42883"},
    };
    for (const example& example : examples) {
        CAPTURE(std::string(example.wrong));
        const project p;
        p.execute("CREATE TABLE t (a int)");
        p.write("1_a.sql", "-- dunlin:no-transaction\nCREATE TABLE done ();\n" +
                               std::string(example.wrong) + ";\n");
        const auto problem = caught<sql_error>([&] { up(p.settings()); });
        CHECK(problem.sqlstate == example.sqlstate);
        CHECK(problem.where()->line == 3);
        CHECK(problem.aftermath == "Migration 1: 1 of 2 steps completed; `dunlin migrate up` "
                                   "resumes after the completed steps.");
        CHECK(p.ask("SELECT string_agg(state, ' ') FROM dunlin.steps") == "done");
        p.write("1_a.sql", "-- dunlin:no-transaction\nCREATE TABLE done ();\n" +
                               std::string(example.right) + ";\n");
        up(p.settings());
        CHECK(p.applied() == "1");
    }
}

TEST_CASE("a procedure that may have committed before it failed is left to a person") {
    const project p;
    p.execute("CREATE TABLE t (a int); CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN "
              "INSERT INTO t VALUES (1); COMMIT; INSERT INTO nosuch VALUES (1); END $$");
    p.write("1_a.sql", "-- dunlin:no-transaction\nCALL fill();");
    CHECK(caught<sql_error>([&] { up(p.settings()); }).sqlstate == "42P01");
    CHECK(p.ask("SELECT count(*)::text FROM t") == "1");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.message().find("unknown whether it took effect") != std::string::npos);
}

TEST_CASE("an error of the server in a step is at its place in the file") {
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.write("1_a.sql", "-- dunlin:no-transaction\nSELECT * FROM nope;");
    const auto alone = caught<sql_error>([&] { up(p.settings()); });
    CHECK(alone.where()->line == 2);
    CHECK(alone.where()->column == 15);
    p.write("1_a.sql", "-- dunlin:no-transaction\nBEGIN;\nSELECT 1;\nSELECT * FROM nope;\nCOMMIT;");
    const auto in_block = caught<sql_error>([&] { up(p.settings()); });
    CHECK(in_block.where()->line == 4);
    CHECK(in_block.where()->column == 15);
    p.write("1_a.sql", "COPY t FROM stdin;\n1\n\\.\nSELECT 1;\nSELECT * FROM nope;");
    const auto after_copy = caught<sql_error>([&] { up(p.settings()); });
    CHECK(after_copy.where()->line == 5);
    CHECK(after_copy.where()->column == 15);
    p.write("1_a.sql", "SELECT 1;\nCOPY t (a, nope) FROM stdin;\n1\n\\.\n");
    const auto in_copy = caught<sql_error>([&] { up(p.settings()); });
    CHECK(in_copy.where()->line == 2);
}

TEST_CASE("settings of steps that are done hold for the steps that go on") {
    const project p;
    p.execute("CREATE SCHEMA s; CREATE TABLE s.t (a int)");
    p.write("1_a.sql", "SET search_path = s;\nCREATE INDEX CONCURRENTLY i ON t (a);\n"
                       "CREATE TABLE u ();");
    leave_behind(p, {"SET search_path = s", "CREATE INDEX CONCURRENTLY i ON t (a)"});
    p.write("2_b.sql", "CREATE TABLE here ();");
    up(p.settings());
    CHECK(p.has_table("s.i"));
    CHECK(p.has_table("s.u"));
    CHECK(p.has_table("public.here"));
}

TEST_CASE("a script that was changed between two steps is refused with the difference") {
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.write("1_a.sql", "CREATE INDEX CONCURRENTLY i ON t (a);\nSELECT 1;");
    leave_behind(p, {"CREATE INDEX CONCURRENTLY j ON t (a)"});
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.detail.find("CREATE INDEX CONCURRENTLY j ON t (a)\nand now is:\n  CREATE INDEX "
                              "CONCURRENTLY i ON t (a)") != std::string::npos);
    p.write("1_a.sql", "-- only a comment\ncreate index concurrently J on t (a);\nSELECT 1;");
    up(p.settings());
    CHECK(p.applied() == "0 1");
}

TEST_CASE("no-transaction makes each statement a transaction, and honours BEGIN and COMMIT") {
    const project p;
    p.write("1_a.sql", "-- dunlin:no-transaction\nCREATE TABLE t (x xid8);\n"
                       "INSERT INTO t VALUES (pg_current_xact_id());\nBEGIN;\n"
                       "INSERT INTO t VALUES (pg_current_xact_id());\n"
                       "INSERT INTO t VALUES (pg_current_xact_id());\nCOMMIT;\n"
                       "BEGIN;\nDROP TABLE t;\nROLLBACK;");
    const report done = up(p.settings());
    CHECK(done.applied[0].steps == 4);
    CHECK(p.ask("SELECT count(DISTINCT x)::text || ' of ' || count(*)::text FROM t") == "2 of 3");
}

TEST_CASE("a role that a step takes does not keep the journal from being written") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE t (a int);\nSET ROLE pg_monitor;\n"
                       "CREATE INDEX CONCURRENTLY i ON t (a);");
    const auto problem = caught<sql_error>([&] { up(p.settings()); });
    CHECK(problem.sqlstate == "42501");
    CHECK(problem.where()->line == 3);
    CHECK(p.ask("SELECT string_agg(state, ' ' ORDER BY position) FROM dunlin.steps") == "done");
}

TEST_CASE("a down script may run in steps as well") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE t (a int);\nCREATE INDEX t_a ON t (a);\n-- dunlin:down\n"
                       "DROP INDEX CONCURRENTLY t_a;\nDROP TABLE t;\n");
    up(p.settings());
    const report done = down(p.settings());
    CHECK(done.applied[0].steps == 2);
    CHECK_FALSE(p.has_table("t"));
    CHECK(p.applied() == "");
}

TEST_CASE("COPY data may stand in a step") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n2\n\\.\n"
                       "CREATE INDEX CONCURRENTLY t_a ON t (a);\n");
    up(p.settings());
    CHECK(p.ask("SELECT count(*)::text FROM t") == "2");
    CHECK(index_is_valid(p, "t_a"));
}

TEST_CASE("a CONCURRENTLY statement whose run has lost its lock does nothing") {
    // As when the message of a killed run reaches the server late.
    const project p;
    p.write("1_a.sql", "CREATE INDEX CONCURRENTLY t_a ON t (a);");
    p.execute("CREATE TABLE t (a int)");
    leave_behind(p, {"CREATE INDEX CONCURRENTLY t_a ON t (a)"});
    recording_observer seen;
    seen.when_stepping = [&] {
        const std::string idle = " FROM pg_stat_activity WHERE datname = current_database() AND "
                                 "state = 'idle in transaction'";
        p.execute("SELECT pg_terminate_backend(pid)" + idle);
        p.await("SELECT (count(*) = 0)::int::text" + idle);
    };
    settings settings = p.settings();
    settings.watcher = &seen;
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    CHECK(problem.kind() == dunlin::error_kind::locked);
    CHECK(problem.aftermath ==
          "Migration 1: 0 of 1 steps completed; `dunlin migrate up` starts with the first.");
    CHECK_FALSE(p.has_table("t_a"));
    up(p.settings());
    CHECK(index_is_valid(p, "t_a"));
}
