// SPDX-License-Identifier: MIT
#include "query_program.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

TEST_CASE("--explain shows the plan wherever it stands") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    const std::vector<std::vector<std::string>> lines{
        {"--explain", "SELECT * FROM t WHERE x = :x::int", "-p", "x=1"},
        {"SELECT * FROM t WHERE x = :x::int", "-p", "x=1", "--explain"},
        {"-p", "x=1", "SELECT * FROM t WHERE x = :x::int", "--explain"}};
    for (const auto& line : lines) {
        const auto run = q.run(line);
        CHECK_MESSAGE(run.exit_code == 0, run.err);
        CHECK(run.out.substr(0, 13) == "Seq Scan on t");
        CHECK_FALSE(contains(run.out, "actual"));
    }
    CHECK(contains(q.run({"--explain", "analyze", "SELECT * FROM t"}).out, "actual time"));
    CHECK(contains(q.run({"--explain=analyze", "SELECT * FROM t"}).out, "actual time"));
    CHECK(q.run({"--explain", "verbose", "SELECT 1"}).exit_code == 2);
}

TEST_CASE("a plan as JSON is one document") {
    const query_program q;
    const auto document = nlohmann::json::parse(q.run({"-o", "json", "--explain", "SELECT 1"}).out);
    CHECK(document["schema"] == 1);
    CHECK(document["plan"][0]["Plan"]["Node Type"] == "Result");
}

TEST_CASE("analyze never keeps what the statement does") {
    const query_program q;
    q.execute("CREATE TABLE t (x int); INSERT INTO t VALUES (1)");
    CHECK(q.run({"--explain", "analyze", "DELETE FROM t"}).exit_code == 8);
    const auto run = q.run({"--explain", "analyze", "--write", "DELETE FROM t"});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "Delete on t"));
    CHECK(contains(run.err, "rolled back"));
    CHECK(q.value("SELECT count(*)::text FROM t") == "1");
}
