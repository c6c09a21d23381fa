// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <report.hpp>

using dunlin::error;
using dunlin::error_kind;
using dunlin::cli::report_json;
using dunlin::cli::report_text;

TEST_CASE("an SQL error reads like a compiler's") {
    error problem(error_kind::undefined_table, "relation \"widgit\" does not exist");
    problem.at({"migrations/1.07_add_index.sql", 4, 17, "CREATE INDEX ON widgit (name);"});
    problem.sqlstate = "42P01";
    problem.applied = {"1.05", "1.06"};
    problem.aftermath = "Nothing of 1.07 was kept.";
    CHECK(report_text(problem, false) ==
          "error: migrations/1.07_add_index.sql:4:17: relation \"widgit\" does not exist (42P01)\n"
          "  4 | CREATE INDEX ON widgit (name);\n"
          "    |                 ^\n"
          "applied before this: 1.05, 1.06. Nothing of 1.07 was kept.\n");
}

TEST_CASE("a long list of versions is a count and a range, and whole in JSON") {
    error problem(error_kind::sql, "bad");
    for (int number = 1; number <= 287; ++number) {
        problem.applied.push_back(std::to_string(number));
    }
    problem.aftermath = "Migration 288 was not applied.";
    CHECK(report_text(problem, false) ==
          "error: bad\n"
          "applied before this: 287 (1 to 287). Migration 288 was not applied.\n");
    CHECK(report_json(problem).find(R"("285","286","287"])") != std::string::npos);
}

TEST_CASE("the caret stands under the character, after tabs and wide characters too") {
    error problem(error_kind::sql, "bad");
    problem.at({"a.sql", 1, 4, "\t\xE6\xBC\xA2 x"});
    CHECK(report_text(problem, false) == "error: a.sql:1:4: bad\n"
                                         "  1 |  \xE6\xBC\xA2 x\n"
                                         "    |     ^\n");
}

TEST_CASE("detail and hint have lines of their own") {
    error problem =
        error(error_kind::unique_violation, "duplicate key").with_hint("choose another");
    problem.detail = "Key (name)=(a) already exists.";
    CHECK(report_text(problem, false) == "error: duplicate key\n"
                                         "detail: Key (name)=(a) already exists.\n"
                                         "hint: choose another\n");
}

TEST_CASE("no password and no control character comes through") {
    const error problem(error_kind::connection, "cannot reach postgres://u:pw@h/d\x1b[2J");
    CHECK(report_text(problem, false) == "error: cannot reach postgres://u:***@h/d\\x1b[2J\n");
    CHECK(report_json(problem).find("pw") == std::string::npos);
}

TEST_CASE("no text of an error, and no line of the log, has a password") {
    const std::string url = "postgres://u:s3cret@h/d PASSWORD=s3cret";
    error problem(error_kind::failed, url);
    problem.with_hint(url);
    problem.detail = problem.statement = problem.aftermath = url;
    problem.at({"a.sql", 1, 1, url});
    for (const auto& text :
         {report_text(problem, false), report_json(problem), dunlin::cli::report_log(problem)}) {
        CAPTURE(text);
        CHECK(text.find("s3cret") == std::string::npos);
        CHECK(text.find("postgres://u:***@h/d") != std::string::npos);
    }
}

TEST_CASE("secrets of the user's own SQL are masked, and the caret stands where it did") {
    error problem(error_kind::sql, "no such option");
    problem.at({"a.sql", 2, 21, "  PASSWORD 's3cret' NONSENSE"});
    problem.statement = "ALTER ROLE a\n  PASSWORD 's3cret' NONSENSE";
    CHECK(report_text(problem, false) == "error: a.sql:2:21: no such option\n"
                                         "  2 |   PASSWORD '***' NONSENSE\n"
                                         "    |                  ^\n");
    const std::string json = report_json(problem);
    CHECK(json.find("\"statement\":\"ALTER ROLE a\\n  PASSWORD '***' NONSENSE\"") !=
          std::string::npos);
    CHECK(json.find("s3cret") == std::string::npos);
}

TEST_CASE("the JSON form has every key, null where nothing is known") {
    CHECK(report_json(error(error_kind::usage, "unknown option --x")) ==
          "{\"error\":{\"kind\":\"usage\",\"message\":\"unknown option --x\",\"detail\":null,"
          "\"hint\":null,\"sqlstate\":null,\"file\":null,\"line\":null,\"column\":null,"
          "\"statement\":null,\"applied\":[],\"aftermath\":null}}\n");
}
