// SPDX-License-Identifier: MIT
#include "query_program.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>

namespace fs = std::filesystem;

TEST_CASE("--output writes the whole file or leaves the old one") {
    const query_program q;
    q.folder.write("rows.csv", "old");
    const auto failed = q.run({"-o", "csv", "--output", "rows.csv",
                               "SELECT 1 / (50000 - n) FROM generate_series(1, 60000) n"});
    CHECK(failed.exit_code == 1);
    CHECK(q.folder.read("rows.csv") == "old");
    const auto run = q.run({"-o", "csv", "--output", "rows.csv", "SELECT 1 AS x"});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "");
    CHECK(q.folder.read("rows.csv") == "x\n1\n");
    CHECK(std::distance(fs::directory_iterator(q.folder.path()), fs::directory_iterator()) == 1);
    const auto nowhere = q.run({"--output", "no/such/folder.csv", "SELECT 1"});
    CHECK(nowhere.exit_code != 0);
    CHECK(contains(nowhere.err, "no/such/folder.csv"));
}

TEST_CASE("a reader that has enough ends the query quietly") {
    const query_program q;
    dunlin::test::running_program program(
        q.complete({"-o", "csv", "SELECT generate_series(1, 100000000)"}), q.at_home({}));
    program.close_output();
    const auto run = program.wait();
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
}

TEST_CASE("the pager is for a terminal alone") {
    const query_program q;
    const dunlin::test::surroundings where{.environment = {{"PAGER", "sed s/^/paged:/"}}};
    CHECK(q.run({"-o", "csv", "SELECT 1 AS x"}, where).out == "x\n1\n");
    CHECK(q.run_in_terminal({"-o", "csv", "SELECT 1 AS x"}, 80, where).out == "paged:x\npaged:1\n");
    const dunlin::test::surroundings none{.environment = {{"PAGER", ""}}};
    CHECK(q.run_in_terminal({"-o", "csv", "SELECT 1 AS x"}, 80, none).out == "x\n1\n");
}

namespace {

/// A folder for PATH with a program less that shows what it was called with.
class fake_less {
public:
    fake_less() {
        folder_.write("less", "#!/bin/sh\necho \"less $*\"\ncat\n");
        fs::permissions(folder_.path() / "less", fs::perms::owner_all);
    }
    [[nodiscard]] dunlin::test::surroundings first_in_path() const {
        const std::string path = folder_.path().string() + ":/usr/bin:/bin";
        return {.environment = {{"PATH", path}}};
    }

private:
    dunlin::test::temporary_folder folder_;
};

const std::string rows_22 = "SELECT generate_series(1, 22) AS x";
const std::string rows_23 = "SELECT generate_series(1, 23) AS x";

} // namespace

TEST_CASE("on a terminal, rows that do not fit are shown with less") {
    const query_program q;
    const fake_less less;
    const auto shown = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"-o", "csv"});
        return q.run_in_terminal(arguments, 80, less.first_in_path()).out;
    };
    // The terminal has 24 lines, one of which is for the prompt.
    CHECK(shown({rows_22}).rfind("x\n1\n2\n", 0) == 0);
    const std::string paged = shown({rows_23});
    CHECK(paged.rfind("less -FRX\nx\n1\n2\n", 0) == 0);
    CHECK(contains(paged, "\n23\n"));
    CHECK(shown({"SELECT repeat('x', 80 * 22) AS x"}).rfind("x\nxx", 0) == 0);
    CHECK(contains(shown({"SELECT repeat('x', 80 * 22 + 1) AS x"}), "less -FRX"));
    CHECK(contains(shown({"--write", "CREATE TABLE t AS " + rows_23}), "affected"));
    CHECK(contains(shown({"--write", "UPDATE t SET x = x + 1 RETURNING x"}), "less -FRX"));
    // A pipe and a file get no pager.
    CHECK(q.run({"-o", "csv", rows_23}, less.first_in_path()).out.rfind("x\n1\n", 0) == 0);
}

TEST_CASE("the pager can be chosen or turned off") {
    const query_program q;
    const fake_less less;
    const auto shown = [&](const std::string& pager, std::vector<std::string> arguments) {
        auto where = less.first_in_path();
        where.environment["PAGER"] = pager;
        arguments.insert(arguments.begin(), {"-o", "csv"});
        return q.run_in_terminal(arguments, 80, where).out;
    };
    CHECK(shown("sed s/^/paged:/", {rows_23}).rfind("paged:x\npaged:1\n", 0) == 0);
    CHECK(shown("sed s/^/paged:/", {"--no-pager", rows_23}).rfind("x\n1\n", 0) == 0);
    CHECK(shown("", {rows_23}).rfind("x\n1\n", 0) == 0);
    CHECK(shown("cat", {rows_23}).rfind("x\n1\n", 0) == 0);
    auto where = less.first_in_path();
    where.environment["TERM"] = "dumb";
    CHECK(q.run_in_terminal({"-o", "csv", rows_23}, 80, where).out.rfind("x\n1\n", 0) == 0);
    CHECK(
        contains(q.run_in_terminal({"-o", "csv", rows_23}, 80, less.first_in_path()).out, "less"));
    CHECK(q.run_in_terminal({"--no-pager", "-o", "csv", rows_23}, 80, less.first_in_path())
              .out.rfind("x\n1\n", 0) == 0);
}

TEST_CASE("a file gets no colours and no line ends of a terminal's width") {
    const query_program q;
    for (const std::string format : {"table", "vertical", "json", "csv"}) {
        const auto run = q.run_in_terminal({"-o", format, "--output", "out", "--color", "always",
                                            "SELECT repeat('x', 200) AS x, NULL AS y"},
                                           40);
        CHECK(run.exit_code == 0);
        CHECK(run.out == "");
        CHECK_FALSE(contains(q.folder.read("out"), "\x1b"));
        CHECK(contains(q.folder.read("out"), std::string(200, 'x')));
    }
}

TEST_CASE("the pager ends as others do when its own reader leaves") {
    const query_program q;
    const dunlin::test::surroundings where{
        .environment = {{"PAGER", "cat > /dev/null; grep SigIgn /proc/self/status"}}};
    const auto run = q.run_in_terminal({"SELECT 1"}, 80, where);
    const std::size_t at = run.out.find("SigIgn:");
    REQUIRE(at != std::string::npos);
    const auto ignored = std::stoull(run.out.substr(at + 7), nullptr, 16);
    CHECK((ignored & (1ULL << (SIGPIPE - 1))) == 0);
    CHECK((ignored & (1ULL << (SIGXFSZ - 1))) == 0);
}

TEST_CASE("a pager that is left ends the query quietly, and errors do not start it") {
    const query_program q;
    const dunlin::test::surroundings leaving{.environment = {{"PAGER", "head -n 1"}}};
    const auto run =
        q.run_in_terminal({"-o", "csv", "SELECT generate_series(1, 100000000) AS x"}, 80, leaving);
    CHECK(run.exit_code == 0);
    CHECK(run.out == "x\n");
    const dunlin::test::surroundings telling{.environment = {{"PAGER", "echo started; cat"}}};
    CHECK_FALSE(contains(q.run_in_terminal({"SELECT nope"}, 80, telling).out, "started"));
}

TEST_CASE("the statement comes from an argument, a file or standard input") {
    const query_program q;
    q.folder.write("query.sql", "\xEF\xBB\xBF-- with a comment\nSELECT 1 AS x;\n");
    CHECK(q.run({"-o", "csv", "-f", "query.sql"}).out == "x\n1\n");
    CHECK(q.run({"-o", "csv"}, {.input = "SELECT 2 AS x"}).out == "x\n2\n");
    CHECK(q.run({"-o", "csv", "-f", "-"}, {.input = "SELECT 3 AS x;"}).out == "x\n3\n");
    CHECK(q.run({"-f", "query.sql", "SELECT 1"}).exit_code == 2);
    CHECK(q.run({"-f", "missing.sql"}).exit_code == 2);
    CHECK(q.run({}, {.input = " -- nothing\n;"}).err == "error: the query is empty\n");
    CHECK(contains(q.run_in_terminal({}, 80).out, "no query given"));
}

TEST_CASE("-v tells rows and time on stderr") {
    const query_program q;
    const auto run = q.run({"-v", "-o", "csv", "SELECT 1 AS x"});
    CHECK(run.out == "x\n1\n");
    CHECK(run.err.substr(0, 12) == "1 row\ntime: ");
}
