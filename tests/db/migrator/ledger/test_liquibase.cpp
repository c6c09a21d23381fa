// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "watcher.hpp"

#include <dunlin/base/interruption.hpp>

#include <doctest/doctest.h>
#include <support/background.hpp>
#include <support/caught.hpp>

#include <chrono>
#include <csignal>
#include <optional>
#include <thread>

using namespace dunlin::migrator;
using dunlin::test::background;
using dunlin::test::caught;
using migrator_test::project;

namespace {

settings with_liquibase(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "liquibase";
    return settings;
}

/// All but the times.
std::string rows(const project& p) {
    return p.ask(
        "SELECT coalesce(string_agg(concat_ws('|', id, author, filename, orderexecuted, "
        "exectype, coalesce(md5sum, '-'), description, comments, coalesce(contexts, '-'), "
        "coalesce(labels, '-'), length(deployment_id)), E'\\n' ORDER BY orderexecuted), '') "
        "FROM databasechangelog");
}

void write_two(const project& p) {
    p.write("a.sql", "--liquibase formatted sql\n"
                     "--changeset joe:1 context:test labels:\"x, y\"\n--comment: the first\n"
                     "CREATE TABLE a (id int);\n--rollback DROP TABLE a;\n"
                     "--changeset joe:2\nCREATE TABLE b (id int);\n--rollback DROP TABLE b;\n");
}

} // namespace

TEST_CASE("up writes the rows that liquibase writes, down takes them out") {
    const project p;
    write_two(p);
    up(with_liquibase(p));
    CHECK(rows(p) == "1|joe|a.sql|1|EXECUTED|9:c89e591e0fb4b4e3115b62802f20a3e5|sql|the "
                     "first|test|x,y|10\n"
                     "2|joe|a.sql|2|EXECUTED|9:b7c5153e5ef30ce20c495c70b2177806|sql||-|-|10");
    CHECK(p.ask("SELECT concat_ws('|', id, locked) FROM databasechangeloglock") == "1|f");
    CHECK(up(with_liquibase(p)).applied.empty());
    CHECK(up(p.settings()).applied.empty());
    CHECK_FALSE(p.has_table("dunlin.migrations"));
    CHECK(down(with_liquibase(p)).current == "a.sql::1::joe");
    CHECK_FALSE(p.has_table("b"));
    CHECK(p.ask("SELECT count(*)::text FROM databasechangelog") == "1");
    CHECK(redo(with_liquibase(p)).applied.size() == 2);
    CHECK(to(with_liquibase(p), "joe:2").applied.size() == 1);
    CHECK(to(with_liquibase(p), "0").current.empty());
}

TEST_CASE("runOnChange and runAlways run again in their row") {
    const project p;
    const auto write = [&](const std::string& value) {
        p.write("a.sql", "--liquibase formatted sql\n--changeset j:0\nCREATE TABLE t (x text);\n"
                         "--changeset j:1 runOnChange:true\nINSERT INTO t VALUES ('" +
                             value +
                             "');\n--changeset j:2 runAlways:true\n"
                             "INSERT INTO t VALUES ('always');\n");
    };
    write("one");
    up(with_liquibase(p));
    write("two");
    CHECK(up(with_liquibase(p)).applied.size() == 2);
    CHECK(p.ask("SELECT string_agg(x, ' ') FROM t") == "one always two always");
    CHECK(p.ask("SELECT string_agg(id || exectype || orderexecuted, ' ' ORDER BY id) FROM "
                "databasechangelog") == "0EXECUTED1 1RERAN4 2RERAN5");
    const project own; // and so in dunlin's own ledger
    own.write("a.sql", "--liquibase formatted sql\n--changeset j:0\nCREATE TABLE t (x text);\n"
                       "--changeset j:2 runAlways:true\nINSERT INTO t VALUES ('always');\n");
    up(own.settings());
    up(own.settings());
    CHECK(own.ask("SELECT count(*)::text FROM t") == "2");
}

TEST_CASE("preconditions are asked before the changeset, and do what they say") {
    const project p;
    const auto text = [](const std::string& action) {
        return "--liquibase formatted sql\n--changeset j:0\nCREATE TABLE t (x text);\n"
               "--changeset j:1\n--preconditions onFail:" +
               action +
               " onError:MARK_RAN\n--precondition-table-exists table:T\n"
               "--precondition-sql-check expectedResult:1 SELECT count(*) FROM t\n"
               "CREATE TABLE u (x text);\n--changeset j:2\nCREATE TABLE v (x text);\n";
    };
    p.write("a.sql", text("HALT"));
    const auto halted = caught<dunlin::error>([&] { up(with_liquibase(p)); });
    CHECK(halted.kind() == dunlin::error_kind::history);
    CHECK(halted.message() == "a.sql::1::j cannot run: its precondition returned 0 instead of 1");
    CHECK(halted.where()->line == 7);
    p.write("a.sql", text("CONTINUE"));
    CHECK(up(with_liquibase(p)).current == "a.sql::2::j");
    CHECK_FALSE(p.has_table("u"));
    p.write("a.sql", text("WARN"));
    CHECK(up(with_liquibase(p)).applied.size() == 1);
    CHECK(p.has_table("u"));
    p.execute("DROP TABLE u; DELETE FROM databasechangelog WHERE id = '1'");
    p.write("a.sql", text("MARK_RAN"));
    up(with_liquibase(p));
    CHECK_FALSE(p.has_table("u"));
    CHECK(p.ask("SELECT exectype FROM databasechangelog WHERE id = '1'") == "MARK_RAN");
    CHECK(up(with_liquibase(p)).applied.empty());
}

TEST_CASE("a changeset that may fail does not end the run and stays pending") {
    const project p;
    p.write("a.sql", "--liquibase formatted sql\n--changeset j:1 failOnError:false\nSELECT 1 / 0;\n"
                     "--changeset j:2\nCREATE TABLE v (x text);\n");
    CHECK(up(with_liquibase(p)).current == "a.sql::2::j");
    CHECK(p.ask("SELECT string_agg(id, ' ') FROM databasechangelog") == "2");
}

TEST_CASE("rows of another search path, and of an older checksum, find their changesets") {
    const project p;
    write_two(p);
    up(with_liquibase(p));
    p.execute("UPDATE databasechangelog SET filename = 'classpath:db/' || filename, "
              "md5sum = '8:d41d8cd98f00b204e9800998ecf8427e' WHERE id = '1'; "
              "DELETE FROM databasechangelog WHERE id = '2'; DROP TABLE b");
    CHECK(up(with_liquibase(p)).applied.size() == 1);
    CHECK(p.ask("SELECT filename FROM databasechangelog WHERE id = '2'") == "classpath:db/a.sql");
    down(with_liquibase(p));
    CHECK(p.ask("SELECT count(*)::text FROM databasechangelog") == "1");
}

TEST_CASE("a changeset without a transaction, and one with a delimiter") {
    const project p;
    p.write("a.sql", "--liquibase formatted sql\n--changeset j:1 endDelimiter:/\n"
                     "CREATE TABLE t (x int)\n/\nINSERT INTO t VALUES (1)\n/\n"
                     "--changeset j:2 runInTransaction:false\n"
                     "CREATE INDEX CONCURRENTLY t_x ON t (x);\n");
    CHECK(up(with_liquibase(p)).applied.size() == 2);
    CHECK(p.has_table("t_x"));
}

TEST_CASE("Ctrl-C in a changeset that may fail ends the run") {
    const project p;
    p.write("a.sql", "--liquibase formatted sql\n--changeset joe:1 failOnError:false\n"
                     "SELECT pg_sleep(60);\n--changeset joe:2\nCREATE TABLE b ();\n");
    dunlin::interruption stop;
    migrator_test::recording_observer seen;
    settings settings = with_liquibase(p);
    settings.database.stop = &stop;
    settings.watcher = &seen;
    background stopping([&] {
        p.await("SELECT count(*)::text FROM pg_stat_activity WHERE datname = "
                "current_database() AND wait_event = 'PgSleep'");
        stop.request(SIGINT);
    });
    std::optional<dunlin::error_kind> kind;
    try {
        up(settings);
    } catch (const dunlin::error& problem) {
        kind = problem.kind();
    }
    CHECK(stopping.join() == "");
    CHECK(kind == dunlin::error_kind::interrupted);
    CHECK_FALSE(seen.has_note("its failures are ignored"));
    CHECK_FALSE(p.has_table("b"));
}
