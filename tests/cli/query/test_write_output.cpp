// SPDX-License-Identifier: MIT
// Output that fails means that nothing was committed.
#include "query_program.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>

namespace fs = std::filesystem;

namespace {

constexpr auto formats = {"table", "vertical", "json", "ndjson", "csv", "markdown"};

/// Rows that a buffer holds, and rows that it does not.
constexpr auto counts = {"3", "60000"};

std::string insert(const std::string& count) {
    return "INSERT INTO t SELECT generate_series(1, " + count + ") RETURNING x";
}

/// `dunlin query --write` with its output and limits as a shell sets them.
dunlin::test::outcome run_in_shell(const query_program& q, const std::string& before,
                                   const std::string& arguments, const std::string& after) {
    auto where = q.at_home({});
    where.program = "/bin/sh";
    return dunlin::test::run_program({"-c", before + "'" + dunlin::test::dunlin_program().string() +
                                                "' query --write " + arguments + " " + after},
                                     where);
}

} // namespace

TEST_CASE("a full disk behind stdout or --output undoes a write, in every format") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    q.folder.write("out", "old");
    for (const std::string format : formats) {
        for (const std::string count : counts) {
            CAPTURE(format);
            CAPTURE(count);
            const std::string query = "-o " + format + " '" + insert(count) + "'";
            const auto full = run_in_shell(q, "", query, "> /dev/full");
            CHECK(full.exit_code == 1);
            CHECK(contains(full.err, "cannot write to standard output: No space left on device"));
            CHECK(contains(full.err, "Nothing was committed."));
            const auto device = run_in_shell(q, "", "--output /dev/full " + query, "");
            CHECK(device.exit_code == 1);
            CHECK(contains(device.err, "cannot write to /dev/full: No space left on device"));
            CHECK(contains(device.err, "Nothing was committed."));
            // No more than nothing at all, so that few rows are too many as well.
            const auto file =
                run_in_shell(q, "ulimit -f 0; ", "--output out " + query, "2> /dev/fd/1 | cat");
            CHECK(contains(file.out, "cannot write to out: File too large"));
            CHECK(contains(file.out, "Nothing was committed."));
            CHECK(q.folder.read("out") == "old");
            CHECK(q.value("SELECT count(*)::text FROM t") == "0");
        }
    }
    CHECK(std::distance(fs::directory_iterator(q.folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a reader that leaves before everything was written undoes a write") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    for (const std::string count : counts) {
        dunlin::test::running_program program(
            q.complete(
                {"-w", "-o", "csv",
                 "WITH slow AS (SELECT pg_sleep(0.3)) INSERT INTO t SELECT generate_series(1, " +
                     count + ") FROM slow RETURNING x"}),
            q.at_home({}));
        program.close_output();
        const auto run = program.wait();
        CHECK(run.exit_code == 1);
        CHECK(run.err == "error: the output was closed by its reader before all of it was written\n"
                         "Nothing was committed.\n");
        CHECK(q.value("SELECT count(*)::text FROM t") == "0");
    }
    // What fits into the pipe was written when the reader leaves.
    const auto head = run_in_shell(q, "", "-q -o csv '" + insert("3") + "'", "| head -n 1");
    CHECK(head.out == "x\n");
    CHECK(q.value("SELECT count(*)::text FROM t") == "3");
}

TEST_CASE("--timeout bounds the wait for a reader that does not read") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    REQUIRE(::mkfifo((q.folder / "fifo").c_str(), 0600) == 0);
    const int reader = ::open((q.folder / "fifo").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(reader >= 0);
    for (const std::string to : {"> fifo", "--output fifo"}) {
        CAPTURE(to);
        const auto begun = std::chrono::steady_clock::now();
        const auto run = run_in_shell(
            q, "", "--timeout 3s -o csv '" + insert("5000") + ", repeat($$x$$, 200)'", to);
        CHECK(run.exit_code == 1);
        CHECK(contains(run.err, "nothing was read from it for 3.0 s"));
        CHECK(contains(run.err, "Nothing was committed."));
        CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(30));
    }
    CHECK(q.value("SELECT count(*)::text FROM t") == "0");
    ::close(reader);
}

TEST_CASE("a signal ends the wait for a reader that does not read") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    dunlin::test::running_program program(q.complete({"-w", "-o", "csv", insert("200000")}),
                                          q.at_home({}));
    CHECK_FALSE(program.ends_within(std::chrono::seconds(2)));
    program.send(SIGTERM);
    CHECK(program.ends_within(std::chrono::seconds(8)));
    CHECK(program.wait().exit_code == 143);
    CHECK(q.value("SELECT count(*)::text FROM t") == "0");
}

TEST_CASE("a COMMIT that fails leaves the old file, and shows nothing on a terminal") {
    const query_program q;
    q.execute("CREATE TABLE t (x int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    q.folder.write("out", "old");
    const std::string twice = "INSERT INTO t VALUES (1), (1) RETURNING 'row' || x AS r";
    const auto file = q.run({"-w", "-o", "csv", "--output", "out", twice});
    CHECK(file.exit_code == 1);
    CHECK(contains(file.err, "(23505)"));
    CHECK(q.folder.read("out") == "old");
    for (const auto* pager : {"", "cat"}) {
        const auto shown =
            q.run_in_terminal({"-w", "-o", "csv", twice}, 80, {.environment = {{"PAGER", pager}}});
        CHECK(shown.exit_code == 1);
        CHECK_FALSE(contains(shown.out, "row1"));
    }
}

TEST_CASE("a terminal shows the rows of a write when they are committed") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    const auto kept = [&](std::string_view count) {
        return std::string(count) + " affected in " + dunlin::test::shown(q.database.url()) + "\n";
    };
    const dunlin::test::surroundings paged{.environment = {{"PAGER", "sed s/^/paged:/"}}};
    CHECK(q.run_in_terminal({"-w", "-o", "csv", insert("2")}, 80, paged).out ==
          "paged:x\npaged:1\npaged:2\n" + kept("2 rows"));
    CHECK(q.run_in_terminal({"-w", "-o", "csv", insert("2")}, 80).out ==
          "x\n1\n2\n" + kept("2 rows"));
    // A pager that is left early does not undo what was committed before it started.
    const dunlin::test::surroundings leaving{.environment = {{"PAGER", "head -n 1"}}};
    const auto left = q.run_in_terminal({"-w", "-o", "csv", insert("60000")}, 80, leaving);
    CHECK(left.exit_code == 0);
    CHECK(contains(left.out, "60000 rows affected"));
    CHECK(q.value("SELECT count(*)::text FROM t") == "60004");
    CHECK(q.run_in_terminal(
               {"-w", "-o", "csv", "INSERT INTO t VALUES (7) RETURNING E'\\x1b[2J' AS x"}, 80)
              .out == "x\n\\x1b[2J\n" + kept("1 row"));
}

TEST_CASE("a file that cannot be put into place after COMMIT is said to be committed") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    // The server creates a folder in the file's place, when the file is written and not yet moved.
    const std::string place = (q.folder / "out").string();
    q.execute("CREATE FUNCTION block() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
              "EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', 'cat > /dev/null; mkdir -p ' || "
              "'" +
              place +
              "/x'); RETURN NULL; END $$;"
              "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED "
              "FOR EACH ROW EXECUTE FUNCTION block()");
    REQUIRE(::chmod(q.folder.path().c_str(), 0777) == 0);
    const auto run = q.run({"-w", "-o", "csv", "--output", "out", insert("1")});
    CHECK(run.exit_code == 1);
    CHECK(contains(run.err, "cannot write"));
    CHECK(contains(run.err, "The change was committed; its rows are in "));
    CHECK(q.value("SELECT count(*)::text FROM t") == "1");
    const std::size_t at = run.err.find(" are in ") + 8;
    const fs::path kept = run.err.substr(at, run.err.find(".\n", at) - at);
    CHECK(q.folder.read(kept.filename().string()) == "x\n1\n");
}

TEST_CASE("a statement outside of a transaction does not claim that it was undone") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    const auto run = run_in_shell(q, "", "-o json 'VACUUM t'", "> /dev/full");
    CHECK(run.exit_code == 1);
    CHECK(contains(run.err, "cannot write to standard output: No space left on device"));
    CHECK_FALSE(contains(run.err, "committed"));
}
