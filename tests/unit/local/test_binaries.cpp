// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/local/binaries.hpp>

#include <doctest/doctest.h>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace dunlin::local;
using dunlin::test::temporary_folder;

namespace {

void write_program(const fs::path& path, const std::string& answer) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << "#!/bin/sh\necho '" << answer << "'\n";
    ::chmod(path.c_str(), 0755);
}

void install(const fs::path& folder, const std::string& version) {
    write_program(folder / "initdb", "initdb");
    write_program(folder / "postgres", "postgres (PostgreSQL) " + version);
}

search_paths under(const temporary_folder& root) {
    search_paths paths;
    paths.root = root.path();
    return paths;
}

} // namespace

TEST_CASE("the newest version wins, compared number by number") {
    const temporary_folder root;
    install(root.path() / "usr/lib/postgresql/9/bin", "9.6.24");
    install(root.path() / "usr/lib/postgresql/15/bin", "15.9 (Debian 15.9-1)");
    install(root.path() / "usr/pgsql-15/bin", "15.20");
    const auto found = find_binaries(std::nullopt, under(root));
    CHECK(found.folder == root.path() / "usr/pgsql-15/bin");
    CHECK(found.version == "15.20");
    CHECK(found.major == 15);
    CHECK(found.minor == 20);
    CHECK(find_all_binaries(under(root)).size() == 3);
}

TEST_CASE("each system's usual folder is searched") {
    for (const char* folder : {"usr/lib/postgresql/17/bin", "usr/pgsql-17/bin", "usr/bin",
                               "opt/homebrew/opt/postgresql@17/bin",
                               "usr/local/opt/postgresql@17/bin", "usr/local/pgsql/bin"}) {
        CAPTURE(folder);
        const temporary_folder root;
        install(root.path() / folder, "17.2");
        CHECK(find_binaries(std::nullopt, under(root)).folder == root.path() / folder);
    }
}

TEST_CASE("pg_config and PATH lead to other folders") {
    const temporary_folder root;
    install(root.path() / "far/bin", "16.1");
    write_program(root.path() / "path/pg_config", (root.path() / "far/bin").string());
    auto paths = under(root);
    paths.path = {root.path() / "path"};
    CHECK(find_binaries(std::nullopt, paths).folder == root.path() / "far/bin");
    paths.path = {root.path() / "far/bin"};
    CHECK(find_binaries(std::nullopt, paths).folder == root.path() / "far/bin");
}

TEST_CASE("DUNLIN_PG_BIN is the only place when it is set") {
    const temporary_folder root;
    install(root.path() / "usr/lib/postgresql/15/bin", "15.1");
    install(root.path() / "mine", "14.3");
    auto paths = under(root);
    paths.chosen = root.path() / "mine";
    CHECK(find_binaries(std::nullopt, paths).version == "14.3");
    paths.chosen = root.path() / "empty";
    CHECK_THROWS_WITH_AS(find_binaries(std::nullopt, paths), doctest::Contains("DUNLIN_PG_BIN is"),
                         dunlin::error);
}

TEST_CASE("a folder without initdb is a client's") {
    const temporary_folder root;
    write_program(root.path() / "usr/bin/postgres", "postgres (PostgreSQL) 15.1");
    CHECK(find_all_binaries(under(root)).empty());
}

TEST_CASE("without binaries the error says how to install them") {
    const temporary_folder root;
    try {
        find_binaries(std::nullopt, under(root));
        FAIL("no error");
    } catch (const dunlin::error& problem) {
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.hint().find("apt install postgresql") != std::string::npos);
        CHECK(problem.hint().find("DUNLIN_PG_BIN") != std::string::npos);
    }
}

TEST_CASE("a wanted major version that is not there is named beside the one that is") {
    const temporary_folder root;
    install(root.path() / "usr/lib/postgresql/15/bin", "15.1");
    CHECK(find_binaries(15, under(root)).version == "15.1");
    try {
        find_binaries(14, under(root));
        FAIL("no error");
    } catch (const dunlin::error& problem) {
        CHECK(problem.message().find("PostgreSQL 14 is not installed; found 15.1") == 0);
    }
}

TEST_CASE("a beta has a version too") {
    const temporary_folder root;
    install(root.path() / "usr/bin", "18beta1");
    const auto found = find_binaries(std::nullopt, under(root));
    CHECK(found.major == 18);
    CHECK(found.version == "18beta1");
}
