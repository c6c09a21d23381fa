// SPDX-License-Identifier: MIT
#include "project.hpp"

using namespace observe_test;

namespace {

/// Every line of stderr is an object with time, level and message.
std::vector<nlohmann::json> log_of(const dunlin::test::outcome& run) {
    const auto lines = json_lines(run.err);
    for (const auto& item : lines) {
        CHECK(item.at("time").get<std::string>().back() == 'Z');
        CHECK(item.at("level").is_string());
        CHECK(item.at("message").is_string());
    }
    return lines;
}

} // namespace

TEST_CASE("under --log-format json everything on stderr is JSON: news, warnings and errors") {
    const project p;
    write_two(p);
    p.write("3_bad.sql", "SELECT no_such_column;");
    const auto run = p.run({"migrate", "up", "-vv", "--log-format", "json"});
    CHECK(run.exit_code == 1);
    const auto lines = log_of(run);
    CHECK(lines.front().at("level") == "trace");
    const auto& last = lines.back();
    CHECK(last.at("level") == "error");
    CHECK(contains(last.at("message").get<std::string>(), "no_such_column"));
    CHECK(last.at("error").at("sqlstate") == "42703");
    CHECK(last.at("error").at("line") == 1);
    CHECK(last.at("error").at("applied").size() == 2);

    p.write("old/0_never.sql", "SELECT 1;");
    const auto status = log_of(p.run({"status", "--log-format", "json"}));
    bool warned = false;
    for (const auto& item : status) {
        warned = warned || item.at("level") == "warning";
    }
    CHECK(warned);
}

TEST_CASE("wrong usage too is JSON then, wherever the option stands") {
    const project p;
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"--log-format", "json", "no-such-verb"},
          std::vector<std::string>{"status", "--no-such-option", "--log-format=json"},
          std::vector<std::string>{"migrate", "--log-format", "json"},
          std::vector<std::string>{"migrate", "up", "--steps", "x", "--log-format", "json"}}) {
        const auto run = p.run(arguments);
        CHECK(run.exit_code == 2);
        const auto lines = log_of(run);
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].at("error").at("kind") == "usage");
    }
}

TEST_CASE("with a JSON document on stdout the error has the same member") {
    const project p;
    const auto run =
        p.run({"query", "SELECT no_such_column", "-o", "json", "--log-format", "json"});
    const auto lines = log_of(run);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].at("error").at("sqlstate") == "42703");
}
