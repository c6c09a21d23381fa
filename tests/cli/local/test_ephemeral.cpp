// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>

namespace fs = std::filesystem;
using namespace dunlin::test;

TEST_CASE("an ephemeral database serves one command and leaves nothing") {
    const temporary_folder folder;
    const temporary_folder temporary;
    const surroundings where{.environment = {{"TMPDIR", temporary.path().string()}},
                             .folder = folder.path()};
    const auto run = run_program({"db", "ping", "-d", "ephemeral"}, where);
    CHECK(run.exit_code == 0);
    CHECK(run.out.find("PostgreSQL ") != std::string::npos);
    CHECK(fs::is_empty(temporary.path()));
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a command that fails takes its ephemeral database with it") {
    const temporary_folder folder;
    const temporary_folder temporary;
    const surroundings where{.environment = {{"TMPDIR", temporary.path().string()}},
                             .folder = folder.path()};
    CHECK(run_program({"db", "create", "--owner", "nobody", "-d", "ephemeral"}, where).exit_code ==
          1);
    CHECK(fs::is_empty(temporary.path()));
}
