// SPDX-License-Identifier: MIT
#include <dunlin/migrator/check.hpp>
#include <dunlin/migrator/source.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/temporary_folder.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;
using dunlin::test::temporary_folder;

TEST_CASE("migrations that are one folder deeper are said to be there") {
    const temporary_folder folder;
    folder.write("0/01_a.up.sql", "SELECT 1;");
    folder.write("0/01_a.down.sql", "SELECT 1;");
    const auto deeper = caught<dunlin::error>([&] { read_source(folder.path()); });
    CHECK(deeper.message().find("its .up.sql files are in sub-folders") != std::string::npos);
    CHECK(deeper.hint().find("--migrations " + (folder / "0").string()) != std::string::npos);
    const temporary_folder plain;
    plain.write("old/1_a.sql", "SELECT 1;");
    CHECK(caught<dunlin::error>([&] { read_source(plain.path()); })
              .message()
              .find("its .sql files are in sub-folders") != std::string::npos);
    const temporary_folder empty;
    CHECK(caught<dunlin::error>([&] { read_source(empty.path()); }).hint() ==
          "create the first one with `dunlin migrate new SLUG`");
}

TEST_CASE("a folder with darwin's document and a seed.sql names the document") {
    const temporary_folder folder;
    folder.write("migrate.sql", "-- Version: 1.01\n-- Description: a\nSELECT 1;");
    folder.write("seed.sql", "SELECT 1;");
    const auto problem = caught<dunlin::error>([&] { read_source(folder.path()); });
    REQUIRE(problem.where());
    CHECK(problem.where()->file.ends_with("seed.sql"));
    CHECK(problem.hint() == "to read only the document of darwin, name it: `-m " +
                                (folder / "migrate.sql").string() + "`");
    CHECK(read_source(folder / "migrate.sql").versioned.size() == 1);
}

TEST_CASE("what another format's tool ignores is a note, and in dunlin's own format an error") {
    const temporary_folder own;
    own.write("1_a.sql", "SELECT 1;");
    own.write("old/0_b.sql", "SELECT 1;");
    const auto mistake = find_never_run(read_source(own.path()));
    REQUIRE(mistake.size() == 1);
    CHECK(level_of(mistake[0].type) == finding::level::error);
    CHECK(mistake[0].message == "never runs: only .sql files directly in the folder are read");
    const temporary_folder goose;
    goose.write("00001_a.sql", "-- +goose Up\nSELECT 1;");
    goose.write("notes.sql", "SELECT 1;");
    const auto note = find_never_run(read_source(goose.path()));
    REQUIRE(note.size() == 1);
    CHECK(level_of(note[0].type) == finding::level::note);
    CHECK(note[0].message == "never runs: goose ignores it");
    CHECK(note[0].hint.empty());
    const auto checked = check_source(goose.path());
    REQUIRE(checked.findings.size() == 1);
    CHECK(to_string(checked.findings[0].type) == "ignored");
    CHECK(to_string(level_of(checked.findings[0].type)) == "note");
}

TEST_CASE("what graphile-migrate has not committed, and sqitch has not planned, is called so") {
    source files;
    files.format = "graphile-migrate";
    files.never_run = {"migrations/current.sql", "migrations/committed/x.sql"};
    CHECK(find_never_run(files)[0].message == "is not committed, so it does not run");
    CHECK(find_never_run(files)[1].message == "never runs: graphile-migrate ignores it");
    files.format = "sqitch";
    CHECK(find_never_run(files)[0].message == "never runs: it is not in sqitch.plan");
}
