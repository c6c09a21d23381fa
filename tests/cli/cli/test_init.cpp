// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

using dunlin::test::run_program;

TEST_CASE("init writes a configuration, a migration and a seed") {
    const dunlin::test::temporary_folder folder;
    const auto run = run_program({"init"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "");
    const auto first =
        std::filesystem::directory_iterator(folder / "migrations")->path().filename();
    const std::string version = first.string().substr(0, first.string().find('_'));
    CHECK(version.size() == 14);
    CHECK(version > "20260101000000");
    CHECK(first == version + "_create_greetings.sql");
    CHECK(run.err == "wrote dunlin.toml\n"
                     "wrote .gitignore\n"
                     "wrote migrations/" +
                         first.string() +
                         "\n"
                         "wrote seed/greetings.sql\n"
                         "next: `dunlin migrate up`\n");
    const std::string text = folder.read("migrations/" + first.string());
    CHECK(text.starts_with("-- Version: " + version + "\n"));
    CHECK(text.find("-- dunlin:down") != std::string::npos);
}

TEST_CASE("init keeps every file that is there and says so") {
    const dunlin::test::temporary_folder folder;
    folder.write("dunlin.toml", "mine");
    folder.write(".gitignore", "mine");
    folder.write("migrations/0001_mine.sql", "SELECT 1;");
    const auto run = run_program({"init"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.err ==
          "kept dunlin.toml\nkept .gitignore\nkept migrations/\nnext: `dunlin migrate up`\n");
    CHECK(folder.read("dunlin.toml") == "mine");
    CHECK(folder.read(".gitignore") == "mine");
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "migrations"), {}) == 1);
    // The example seed would fill a table that only the example migration creates.
    CHECK(!std::filesystem::exists(folder / "seed/greetings.sql"));
}

TEST_CASE("init makes the folder that it is given") {
    const dunlin::test::temporary_folder folder;
    const auto run = run_program({"init", "-q", "new/project"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
    CHECK(std::filesystem::exists(folder / "new/project/dunlin.toml"));
}

TEST_CASE("init where nothing can be written says which folder") {
    const dunlin::test::temporary_folder folder;
    folder.write("file", "");
    const auto run = run_program({"init", "file/project"}, {.folder = folder.path()});
    CHECK(run.exit_code == 1);
    CHECK(run.err.find("cannot create the folder file/project") != std::string::npos);
}

TEST_CASE("git shows what a new project consists of, and nothing that is not to be committed") {
    const dunlin::test::temporary_folder folder;
    REQUIRE(run_program({"init", "-q"}, {.folder = folder.path()}).exit_code == 0);
    folder.write(".env", "APP_PASSWORD=a secret\n");
    const auto git = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "git");
        return run_program(arguments, {.folder = folder.path(), .program = "/usr/bin/env"}).out;
    };
    git({"init", "-q"});
    const auto first =
        std::filesystem::directory_iterator(folder / "migrations")->path().filename().string();
    CHECK(git({"status", "--porcelain", "--untracked-files=all"}) ==
          "?? .gitignore\n?? dunlin.toml\n?? migrations/" + first + "\n?? seed/greetings.sql\n");
}
