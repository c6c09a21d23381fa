// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <string>

using dunlin::test::run_program;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The row of `dunlin config` that begins with that name.
std::string row_of(const std::string& table, const std::string& name) {
    const auto begin = table.find(" " + name + " ");
    return begin == std::string::npos ? "" : table.substr(begin, table.find('\n', begin) - begin);
}

} // namespace

TEST_CASE("config shows every value with its origin, and no secret") {
    const dunlin::test::temporary_folder folder;
    folder.write("dunlin.toml", "database = \"postgres://app:${PW}@db.example/app\"\n"
                                "env_file = \".env\"\n[env.ci]\nseed = \"ci_seed\"\n");
    folder.write(".env", "PW=s3cret\n");
    std::filesystem::permissions(folder / ".env", std::filesystem::perms{0600});
    const auto run =
        run_program({"config", "-e", "ci", "--migrations", "db"},
                    {.environment = {{"DUNLIN_CONFIG", "dunlin.toml"}}, .folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
    CHECK(contains(row_of(run.out, "database"), "postgres://app:***@db.example/app"));
    CHECK(contains(row_of(run.out, "database"), "dunlin.toml:1"));
    CHECK(contains(row_of(run.out, "env_file"), "dunlin.toml:2"));
    CHECK(contains(row_of(run.out, "seed"), "dunlin.toml:4"));
    CHECK(contains(row_of(run.out, "migrations"), "--migrations"));
    CHECK(contains(row_of(run.out, "lock.timeout"), "default"));
    CHECK(!contains(run.out, "s3cret"));
    const auto json = run_program({"config", "-o", "json"}, {.folder = folder.path()});
    CHECK(contains(json.out,
                   "{\"name\":\"database\",\"value\":"
                   "\"postgres://app:***@db.example/app\",\"origin\":\"dunlin.toml:1\"}"));
}

TEST_CASE("config says why the database cannot be used") {
    const dunlin::test::temporary_folder folder;
    folder.write("dunlin.toml", "database = \"${DATABASE_URL-local}\"\n");
    const auto run =
        run_program({"config"}, {.environment = {{"DATABASE_URL", ""}}, .folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.err == "warning: verbs that need a database fail: the environment variable "
                     "DATABASE_URL is set but empty\n");
}

TEST_CASE("config check reads like a compiler and is exit code 2") {
    const dunlin::test::temporary_folder folder;
    folder.write("dunlin.toml", "databse = \"postgres://u:s3cret@h/db\"\n"
                                "[env.ci]\ndatabase = \"postgres://u@h:port/db\"\n");
    folder.write("migrations/1_a.sql", "");
    const auto run = run_program({"config", "check"}, {.folder = folder.path()});
    CHECK(run.exit_code == 2);
    CHECK(run.out == "dunlin.toml:1:1: unknown key 'databse'\n"
                     "  1 | databse = \"postgres://u:***@h/db\"\n"
                     "  hint: did you mean database?\n"
                     "dunlin.toml:3:12: 'database': invalid database URL: "
                     "the port is not a number\n"
                     "  3 | database = \"postgres://u@h:port/db\"\n");
    CHECK(run.err == "error: 2 problems in dunlin.toml\n");
    const auto json = run_program({"config", "check", "-o", "json"}, {.folder = folder.path()});
    CHECK(json.exit_code == 2);
    CHECK(contains(json.out,
                   "{\"severity\":\"error\",\"file\":\"dunlin.toml\",\"line\":1,\"column\":1,"
                   "\"message\":\"unknown key 'databse'\","
                   "\"hint\":\"did you mean database?\"}"));
}

TEST_CASE("config check is content with what init writes") {
    const dunlin::test::temporary_folder folder;
    REQUIRE(run_program({"init"}, {.folder = folder.path()}).exit_code == 0);
    const auto run = run_program({"config", "check"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "");
    CHECK(run.err == "no problems in dunlin.toml (no environment)\n");
}

TEST_CASE("an unknown environment is refused with the nearest one") {
    const dunlin::test::temporary_folder folder;
    folder.write("dunlin.toml", "[env.production]\n");
    const auto run = run_program({"status", "--env", "prodction"}, {.folder = folder.path()});
    CHECK(run.exit_code == 2);
    CHECK(run.err == "error: dunlin.toml has no environment 'prodction'\n"
                     "hint: did you mean production?\n");
}

TEST_CASE("--env-file reaches libpq's own variables") {
    const dunlin::test::temporary_folder folder;
    const dunlin::test::test_database database;
    folder.write("test.env", "DATABASE_URL=" + database.url() + "\nPGAPPNAME=from_file\n");
    const auto run = run_program({"query", "-o", "csv", "--env-file", "test.env",
                                  "SELECT current_setting('application_name')"},
                                 {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "from_file"));
}
