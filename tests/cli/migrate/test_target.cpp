// SPDX-License-Identifier: MIT
// Which database a command takes, and that it says so.
#include "project.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <doctest/doctest.h>

using namespace migrate_test;
using dunlin::test::run_program;
using dunlin::test::shown;

namespace {

using variables = std::map<std::string, std::string>;

/// A URI or key=value string with one more parameter.
std::string with_parameter(const std::string& url, const std::string& name,
                           const std::string& value) {
    const char* gap = url.find("://") == std::string::npos ? " "
                      : url.find('?') == std::string::npos ? "?"
                                                           : "&";
    return url + gap + name + "=" + value;
}

dunlin::test::outcome run_with(const project& p, const variables& set,
                               const std::vector<std::string>& line) {
    return run_program(line, {.environment = set, .folder = p.folder.path()});
}

} // namespace

TEST_CASE("an empty value of an option that names something is exit code 2") {
    const project p;
    write_two(p);
    for (const std::string option :
         {"--database", "-d", "--env", "-e", "--config", "-C", "--env-file", "--migrations", "-m",
          "--confirm", "--trace", "--metrics", "--log-statements"}) {
        CAPTURE(option);
        const auto run = p.run({option, "", "status"});
        CHECK(run.exit_code == 2);
        CHECK(contains(run.err, " is empty"));
    }
    for (const std::string option : {"--database=", "--env=", "--migrations="}) {
        CAPTURE(option);
        CHECK(p.run({"status", option}).exit_code == 2);
        CHECK(p.run({option, "status"}).exit_code == 2);
    }
    for (const auto& line : {std::vector<std::string>{"migrate", "up", "--ledger", ""},
                             {"migrate", "up", "--to", ""},
                             {"status", "--source-format", ""},
                             {"db", "roles", "--prefix", ""}}) {
        CHECK(p.run(line).exit_code == 2);
    }
    // An empty text is a value where it does not choose anything.
    CHECK(p.run({"query", "SELECT :a::text = ''", "-p", "a="}).exit_code == 0);
}

TEST_CASE("an empty variable that names something is exit code 2, where it is needed") {
    const project p;
    write_two(p);
    const std::string url = p.database.url();
    CHECK(run_with(p, {{"DUNLIN_DATABASE", ""}, {"DATABASE_URL", url}}, {"status"}).exit_code == 2);
    CHECK(run_with(p, {{"DATABASE_URL", ""}, {"PGDATABASE", "x"}}, {"status"}).exit_code == 2);
    CHECK(run_with(p, {{"DUNLIN_DATABASE", url}, {"DUNLIN_ENV", ""}}, {"status"}).exit_code == 2);
    CHECK(run_with(p, {{"DUNLIN_DATABASE", url}, {"DUNLIN_CONFIG", ""}}, {"status"}).exit_code ==
          2);
    CHECK(run_with(p, {{"DATABASE_URL", ""}}, {"migrate", "check"}).exit_code == 0);
}

TEST_CASE("a pipeline does not migrate the private server that init names by default") {
    const project p;
    REQUIRE(p.run({"init"}).exit_code == 0);
    const auto refused = run_with(p, {{"CI", "true"}}, {"migrate", "up"});
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, "DATABASE_URL is not set"));
    CHECK(contains(refused.err, "--database local"));
    CHECK(run_with(p, {{"CI", "true"}}, {"migrate", "check"}).exit_code == 0);
    const auto done =
        run_with(p, {{"CI", "true"}, {"DATABASE_URL", p.database.url()}}, {"migrate", "up"});
    CHECK(done.exit_code == 0);
    CHECK(contains(done.err, "applied 1 migration to " + shown(p.database.url())));
    CHECK(!contains(done.err, "DATABASE_URL is ignored"));
}

TEST_CASE("a DATABASE_URL that lost to the file is mentioned once") {
    const project p;
    write_two(p);
    p.folder.write("dunlin.toml", "database = \"" + p.database.url() + "\"\n");
    const variables other{{"DATABASE_URL", "postgres://app@db.example/app"}};
    const std::string mention =
        "DATABASE_URL is ignored: dunlin.toml:1 names " + shown(p.database.url()) + "\n";
    const auto run = run_with(p, other, {"migrate", "up"});
    CHECK(run.exit_code == 0);
    CHECK(run.err.find(mention) == 0);
    CHECK(run.err.find("DATABASE_URL", 1) == std::string::npos);
    CHECK(!contains(run_with(p, other, {"-q", "migrate", "up"}).err, "DATABASE_URL"));
    CHECK(!contains(run_with(p, other, {"migrate", "check"}).err, "DATABASE_URL"));
    // The same database in other words.
    const variables same{
        {"DATABASE_URL", with_parameter(p.database.url(), "application_name", "x")}};
    CHECK(!contains(run_with(p, same, {"migrate", "up"}).err, "DATABASE_URL"));
}

TEST_CASE("no summary shows a password") {
    const project p;
    write_two(p);
    const std::string url = with_parameter(p.database.url(), "password", "s3cret");
    for (const std::string format : {"table", "json"}) {
        const auto run =
            run_program({"migrate", "up", "-d", url, "-o", format}, {.folder = p.folder.path()});
        CHECK(run.exit_code == 0);
        CHECK(!contains(run.out + run.err, "s3cret"));
    }
}
