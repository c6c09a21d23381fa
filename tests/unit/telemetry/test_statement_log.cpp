// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/output/reader_wait.hpp>
#include <dunlin/telemetry/statement_log.hpp>
#include <dunlin/telemetry/statement_record.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/temporary_folder.hpp>

#include <string>
#include <vector>

using namespace dunlin::telemetry;
using namespace std::chrono_literals;

namespace {

const statement_record statement{.sql = "SELECT ?",
                                 .database = "app",
                                 .parameters = 1,
                                 .rows = 3,
                                 .duration = 850us,
                                 .backend_pid = 4711,
                                 .sqlstate = ""};
const connection_record refused{
    .database = "app", .duration = 12ms, .backend_pid = 0, .failed = true, .sqlstate = "28P01"};

/// The lines of a log without the time at their beginning, which ends with `separator`: its
/// fraction has no trailing zeros, so its length varies.
std::vector<std::string> lines_after_time(const std::string& text, char separator) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
        const std::size_t time_end = text.find(separator, begin) + 1;
        lines.push_back(text.substr(time_end, text.find('\n', begin) - time_end));
    }
    return lines;
}

} // namespace

TEST_CASE("a statement is one line of text, with its rows or its SQLSTATE") {
    CHECK(to_string(statement) == "[4711] 850 us, 3 rows: SELECT ?");
    statement_record failed = statement;
    failed.sqlstate = "42P01";
    CHECK(to_string(failed) == "[4711] 850 us, error 42P01: SELECT ?");
}

TEST_CASE("a log has a line for each statement and each connection") {
    const dunlin::test::temporary_folder folder;
    const auto fail = [](const std::string& text) { FAIL(text); };
    {
        statement_log log(folder / "log", "migrate up", statement_log_format::text, fail, {});
        log.write(refused);
        log.write(statement);
    }
    statement_log log(folder / "log", "status", statement_log_format::text, fail, {});
    log.write(statement);
    const std::string text = folder.read("log");
    CHECK(text.substr(0, text.find(' ')).ends_with("Z"));
    const auto lines = lines_after_time(text, ' ');
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "migrate up app [0] 12 ms, connect failed 28P01");
    CHECK(lines[1] == "migrate up app [4711] 850 us, 3 rows: SELECT ?");
    CHECK(lines[2] == "status app [4711] 850 us, 3 rows: SELECT ?");
}

TEST_CASE("a log in JSON has an object on each line") {
    const dunlin::test::temporary_folder folder;
    statement_log log(folder / "log", "query", statement_log_format::json,
                      [](const std::string& text) { FAIL(text); }, {});
    log.write(statement);
    log.write(refused);
    const std::string text = folder.read("log");
    CHECK(text.starts_with("{\"time\":\""));
    const auto lines = lines_after_time(text, ',');
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] ==
          R"("verb":"query","database":"app","event":"statement","sql":"SELECT ?",)"
          R"("duration_us":850,"rows":3,"parameters":1,"backend_pid":4711,"sqlstate":""})");
    CHECK(lines[1] == R"("verb":"query","database":"app","event":"connect","duration_us":12000,)"
                      R"("backend_pid":0,"failed":true,"sqlstate":"28P01"})");
}

TEST_CASE("a log that cannot be written reports that once") {
    std::vector<std::string> reports;
    statement_log log("/dev/full", "query", statement_log_format::text,
                      [&](const std::string& text) { reports.push_back(text); }, {});
    log.write(statement);
    log.write(statement);
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].find("/dev/full") != std::string::npos);
}

TEST_CASE("a log that cannot be opened is an error with its path") {
    const dunlin::test::temporary_folder folder;
    const auto problem = dunlin::test::caught<dunlin::error>([&] {
        statement_log(folder / "no/such/folder/log", "query", statement_log_format::text, {}, {});
    });
    CHECK(problem.message().find("no/such/folder/log") != std::string::npos);
}
