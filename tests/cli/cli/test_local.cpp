// SPDX-License-Identifier: MIT
#include <dunlin/local/server.hpp>

#include <doctest/doctest.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <string>

using dunlin::test::run_program;

TEST_CASE("an ephemeral server lives as long as the command") {
    const dunlin::test::temporary_folder folder;
    const auto run = run_program({"-d", "ephemeral", "db", "ping"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
    const auto start = run.out.find("host=") + 5;
    const auto sockets = run.out.substr(start, run.out.find(':', start) - start);
    CHECK(!std::filesystem::exists(sockets));
}

TEST_CASE("the project's private server starts on demand and makes the database") {
    const dunlin::test::temporary_folder folder;
    folder.write("dunlin.toml", "database = \"local\"\n");
    dunlin::local::server server(folder.path());
    const auto first = run_program({"db", "ping"}, {.folder = folder.path()});
    CHECK(first.exit_code == 0);
    CHECK(first.err.find("started the project's private server") == 0);
    const auto second = run_program({"-d", "local:other", "db", "ping"}, {.folder = folder.path()});
    CHECK(second.exit_code == 0);
    CHECK(second.err == "");
    CHECK(second.out.find("/other?") != std::string::npos);
    server.destroy();
}
