// SPDX-License-Identifier: MIT
#include "project.hpp"

using namespace observe_test;

TEST_CASE("the log has a line for each statement, without values, and grows") {
    const project p;
    const std::vector<std::string> query{
        "query",  "SELECT :a::text, '" + secret + "'", "-p", "a=" + secret, "--log-statements",
        "sql.log"};
    CHECK(p.run(query).exit_code == 0);
    const std::string first = p.folder.read("sql.log");
    CHECK(!contains(first, secret));
    CHECK(contains(first, " query " + p.database.name() + " ["));
    CHECK(contains(first, ", connect done"));
    CHECK(contains(first, ", 1 rows: SELECT $1::text, ?\n"));
    CHECK(p.run(query).exit_code == 0);
    const std::string second = p.folder.read("sql.log");
    CHECK(second.rfind(first, 0) == 0);
    CHECK(second.size() > first.size());
}

TEST_CASE("under --log-format json its lines are objects") {
    const project p;
    p.folder.write("dunlin.toml", "[telemetry]\nlog_statements = \"sql.log\"\n");
    CHECK(p.run({"query", "SELECT 1/0", "--log-format", "json"}).exit_code == 1);
    const auto lines = json_lines(p.folder.read("sql.log"));
    REQUIRE(lines.size() >= 2);
    CHECK(lines[0].at("event") == "connect");
    CHECK(lines[0].at("failed") == false);
    const auto& last = lines[1];
    CHECK(last.at("event") == "statement");
    CHECK(last.at("verb") == "query");
    CHECK(last.at("database") == p.database.name());
    CHECK(last.at("sql") == "SELECT ?/?");
    CHECK(last.at("sqlstate") == "22012");
    CHECK(last.at("duration_us").is_number_integer());
}
