// SPDX-License-Identifier: MIT
// No secret comes out of the program, wherever it writes.
#include "project.hpp"

#include <filesystem>

using namespace observe_test;
using arguments = std::vector<std::string>;

namespace {

const std::vector<arguments> output_options{
    {}, {"--format", "json"}, {"--format", "ndjson"}, {"--log-format", "json"}, {"-vv"}};

/// Runs a command with every output format and with all telemetry files. Returns everything that
/// was written. Each run must end with this exit code.
std::string all_output(const project& p, const arguments& command, int code) {
    std::string all;
    for (const auto& options : output_options) {
        arguments line = command;
        line.insert(line.end(), options.begin(), options.end());
        for (const auto* option : {"--trace", "--metrics", "--log-statements"}) {
            line.emplace_back(option);
            line.emplace_back(std::string("file") + option);
        }
        const auto run = p.run(line);
        CHECK_MESSAGE(run.exit_code == code, run.err);
        all += run.out + run.err;
    }
    for (const auto* option : {"--trace", "--metrics", "--log-statements"}) {
        all += p.folder.read(std::string("file") + option);
    }
    return all;
}

std::string ledger_of(const project& p) {
    dunlin::sqldb::connection db(p.database.config());
    std::string all;
    for (const auto* sql : {"SELECT coalesce(string_agg(s::text, '|'), '') FROM dunlin.steps s",
                            "SELECT coalesce(string_agg(e::text, '|'), '') FROM dunlin.events e"}) {
        all += db.run(sql, {})[0].text(0);
    }
    return all;
}

} // namespace

TEST_CASE("a placeholder's value appears nowhere but in a script that has to run") {
    const project p;
    const arguments set{"--set", "password=" + secret, "--set", "bare=b4re_value"};
    const auto with_values = [&](arguments command) {
        command.insert(command.end(), set.begin(), set.end());
        return command;
    };
    const std::string head = "-- dunlin:placeholders\n";
    p.write("1_a.sql", head + "CREATE TABLE a (t text DEFAULT '${password}');\n"
                              "-- dunlin:down\nDROP TABLE a;\n");
    p.write("2_b.sql", head + "CREATE TABLE b (t text);\n"
                              "INSERT INTO b SELECT '${password}' || ${bare};\n");
    const std::string plan = all_output(p, with_values({"migrate", "plan"}), 0);
    CHECK(!contains(plan, secret));
    CHECK(!contains(plan, "b4re_value"));
    CHECK(contains(plan, "DEFAULT '${password}'"));
    CHECK(
        contains(p.run(with_values({"migrate", "plan", "--sql"})).out, "DEFAULT '" + secret + "'"));
    const std::string up = all_output(p, with_values({"migrate", "up"}), 1);
    CHECK(!contains(up, secret));
    CHECK(!contains(up, "b4re_value"));
    CHECK(contains(up, "2_b.sql:3:39: column \"${bare}\" does not exist"));
    CHECK(contains(up, "\"statement\":\"INSERT INTO b SELECT '${password}' || ${bare}\""));
    CHECK(!contains(ledger_of(p), secret));
    CHECK(!contains(ledger_of(p), "b4re_value"));
}

TEST_CASE("a placeholder's value does not stay in the ledger's steps") {
    const project p;
    p.write("1_a.sql",
            "-- dunlin:placeholders\n-- dunlin:no-transaction\nCREATE TABLE a (t text);\n"
            "INSERT INTO a VALUES ('${password}');\n"
            "ALTER ROLE nobody_there PASSWORD 'other_s3cret';\n");
    const std::string up = all_output(p, {"migrate", "up", "--set", "password=" + secret}, 1);
    CHECK(!contains(up, secret));
    CHECK(contains(ledger_of(p), "${password}"));
    CHECK(!contains(ledger_of(p), secret));
}

TEST_CASE("PASSWORD's literal in the user's own SQL is masked in every output") {
    for (const std::string& literal :
         {"'" + secret + "'", "E'" + secret + "'", "U&'" + secret + "'", "$$" + secret + "$$",
          "\n'" + secret + "'"}) {
        CAPTURE(literal);
        const project p;
        const std::string sql = "ALTER ROLE nobody_there PASSWORD " + literal + " NONSENSE";
        p.write("1_a.sql", "CREATE TABLE a ();\n" + sql + ";\n");
        p.folder.write("seed/a.sql", sql + ";\n");
        CHECK(!contains(all_output(p, {"query", "--write", sql}, 1), secret));
        CHECK(!contains(all_output(p, {"migrate", "up"}, 1), secret));
        CHECK(!contains(all_output(p, {"seed"}, 1), secret));
        CHECK(!contains(ledger_of(p), secret));
    }
}

TEST_CASE("values of columns that hold secrets are masked in every output") {
    const project p;
    const std::string insert =
        "INSERT INTO users (id, password_hash) SELECT 1, 's3' || 'cret' FROM generate_series(1, 2)";
    p.write("1_a.sql", "CREATE TABLE users (id int, password_hash text UNIQUE);\n");
    REQUIRE(p.run({"migrate", "up"}).exit_code == 0);
    p.write("2_b.sql", insert + ";\n");
    p.folder.write("seed/a.sql", insert + ";\n");
    p.folder.write("users.csv", "id,password_hash\n1," + secret + "\n2," + secret + "\n");
    for (const arguments& command : {arguments{"query", "--write", insert},
                                     {"migrate", "up"},
                                     {"seed"},
                                     {"seed", "load", "users", "users.csv"}}) {
        CAPTURE(command[0]);
        const std::string all = all_output(p, command, 1);
        CHECK(!contains(all, secret));
        CHECK(contains(all, "password_hash"));
    }
    CHECK(!contains(ledger_of(p), secret));
}
