// SPDX-License-Identifier: MIT
#include "format_support.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using namespace migrator_test;
using dunlin::test::caught;

TEST_CASE("tern's files are cut at its separator and rendered with the values of tern.conf") {
    const source all = read_fixture("tern/sound");
    CHECK(all.format == "tern");
    CHECK(versions_of(all) == "1 2 3 4 5");
    const migration& first = all.versioned[0];
    CHECK(first.name == "001_create_users.sql");
    CHECK(first.description == "create users");
    CHECK(text_sent(first, direction::up) == "CREATE TABLE app_users (name text);\n\n");
    CHECK(text_sent(first, direction::down, {{"prefix", "my_"}}) == "\nDROP TABLE my_users;\n");
    CHECK(never_run(all, "tern/sound") == "1x_notes.sql notes.sql");
}

TEST_CASE("tern's disable-tx holds for its own half") {
    const source all = read_fixture("tern/sound");
    CHECK(all.versioned[1].up.options.no_transaction);
    CHECK_FALSE(all.versioned[1].down->options.no_transaction);
    CHECK_FALSE(all.versioned[1].up.options.keeps_session);
}

TEST_CASE("tern's templates include files of sub-folders, variables and the environment") {
    const source all = read_fixture("tern/sound");
    CHECK(text_sent(all.versioned[2], direction::up, {{"view", "v"}, {"OWNER", "me"}}) ==
          "CREATE VIEW v AS SELECT * FROM app_users;COMMENT ON VIEW v IS 'v';\n\n"
          "INSERT INTO app_users VALUES ('me');\n");
    CHECK(text_sent(all.versioned[2], direction::up, {{"view", "v"}}).find("VALUES ('')") !=
          std::string::npos);
    CHECK_FALSE(all.versioned[2].down);
    const auto unset = caught<dunlin::error>([&] { text_sent(all.versioned[2], direction::up); });
    CHECK(unset.message() == "the variable view has no value");
    CHECK(unset.where()->line == 1);
}

TEST_CASE("other actions of a template are for tern alone, and named") {
    const source all = read_fixture("tern/sound");
    CHECK(all.versioned[3].needs_tool == "only tern can evaluate {{ if .prefix }}");
    CHECK(all.versioned[4].needs_tool == "only tern can evaluate {{ install_snapshot \"001\" }}");
    CHECK(all.versioned[2].needs_tool.empty());
}

TEST_CASE("what tern refuses, and what it would pass over, is refused with its line") {
    const malformed all[] = {
        {"2_a.sql", "SELECT 1;\n", "migration 1 is missing", 1},
        {"0_a.sql", "SELECT 1;\n", "migration 1 is missing", 1},
        {"1_a.sql", "-- only a comment\n---- create above / drop below ----\n", "no SQL above", 1},
        {"1_a.sql", "SELECT 1;\n---- create above, drop below ----\n",
         "looks like a misspelled separator", 2},
        {"1_a.sql", "-- tern: disable-tx\nSELECT 1;\n", "looks like a misspelled disable-tx line",
         1},
        {"1_a.sql", "---- tern: disable-tx ----\r\nSELECT 1;\n",
         "looks like a misspelled disable-tx line", 1},
        {"1_a.sql", "SELECT 1;\nSELECT {{ .a ;\n", "{{ without }}", 2},
        {"1_a.sql", "SELECT 1;\n{{ template \"shared/none.sql\" . }}\n",
         "template shared/none.sql does not exist", 2},
    };
    for (const malformed& problem : all) {
        check_refused(problem, "tern");
    }
    const dunlin::test::temporary_folder twice;
    twice.write("1_a.sql", "SELECT 1;");
    twice.write("001_b.sql", "SELECT 1;");
    CHECK(caught<dunlin::error>([&] { read_source(twice.path(), {.format = "tern"}); })
              .message()
              .find("duplicate version") != std::string::npos);
    const dunlin::test::temporary_folder circle;
    circle.write("1_a.sql", "{{ template \"s/a.sql\" . }}");
    circle.write("s/a.sql", "{{ template \"s/a.sql\" . }}");
    CHECK(caught<dunlin::error>([&] {
              read_source(circle.path(), {.format = "tern"});
          }).message() == "s/a.sql includes itself");
}
