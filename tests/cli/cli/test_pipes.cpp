// SPDX-License-Identifier: MIT
// Files that are named on the command line may be pipes, as a shell's <(command): /dev/stdin is one
// here. What is found in folders must be regular files.
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace dunlin::test;

namespace {

constexpr auto pipe_name = "/dev/stdin";

struct project {
    temporary_folder folder;
    test_database database;

    outcome run(const std::vector<std::string>& arguments, const std::string& input) const {
        return run_program(arguments, {.environment = {{"DUNLIN_DATABASE", database.url()}},
                                       .input = input,
                                       .folder = folder.path()});
    }
};

} // namespace

TEST_CASE("query reads its statement and its parameters from pipes") {
    const project p;
    CHECK(p.run({"query", "--file", pipe_name, "-o", "csv"}, "SELECT 7 AS x").out == "x\n7\n");
    CHECK(p.run({"query", "SELECT :x::int AS x", "--params", pipe_name, "-o", "csv"}, R"({"x":8})")
              .out == "x\n8\n");
}

TEST_CASE("seed load reads a pipe, as CSV where its name says nothing") {
    const project p;
    dunlin::sqldb::connection db(p.database.config());
    db.run_script("CREATE TABLE items (id int, name text)");
    const auto load = [&](std::vector<std::string> more, const std::string& rows) {
        std::vector<std::string> line{"seed",    "load",      "items",
                                      pipe_name, "--confirm", p.database.name()};
        line.insert(line.end(), more.begin(), more.end());
        const auto run = p.run(line, rows);
        CHECK_MESSAGE(run.exit_code == 0, run.err);
    };
    load({}, "id,name\n1,csv\n");
    load({"--input-format", "ndjson"}, "{\"id\":2,\"name\":\"ndjson\"}\n");
    CHECK(dunlin::sqldb::query_value<std::string>(
              db, "SELECT string_agg(name, ' ' ORDER BY id) FROM items") == "csv ndjson");
}

TEST_CASE("the configuration and the file of variables may be pipes") {
    const project p;
    const std::string configuration = "[lock]\ntimeout = \"1234ms\"\n";
    const auto configured = p.run({"config", "--config", pipe_name, "-o", "csv"}, configuration);
    CHECK(configured.exit_code == 0);
    CHECK(configured.out.find("1234ms") != std::string::npos);
    p.folder.write("dunlin.toml", "migrations = \"${FOLDER}\"\n");
    const auto read = p.run({"config", "--env-file", pipe_name, "-o", "csv"}, "FOLDER=elsewhere\n");
    CHECK(read.exit_code == 0);
    CHECK(read.out.find("elsewhere") != std::string::npos);
}

TEST_CASE("a pipe in a folder of migrations or seeds is refused, and not opened") {
    const project p;
    for (const char* name : {"migrations", "seed"}) {
        std::filesystem::create_directory(p.folder / name);
    }
    REQUIRE(::mkfifo((p.folder / "migrations/1_a.sql").c_str(), 0600) == 0);
    REQUIRE(::mkfifo((p.folder / "seed/items.csv").c_str(), 0600) == 0);
    const auto check = p.run({"migrate", "check"}, "");
    CHECK(check.exit_code == 2);
    CHECK(check.out.find("1_a.sql is a FIFO, not a regular file") != std::string::npos);
    const auto seed = p.run({"seed", "--confirm", p.database.name()}, "");
    CHECK(seed.exit_code == 2);
    CHECK(seed.err.find("items.csv is not a regular file") != std::string::npos);
}
