// SPDX-License-Identifier: MIT
#include "format_support.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using namespace migrator_test;
using dunlin::test::caught;

TEST_CASE("goose's folder is known by its annotations and read in the order of numbers") {
    const source all = read_fixture("goose/sound");
    CHECK(all.format == "goose");
    CHECK(versions_of(all) == "1 2 3 10 20240101000000");
    CHECK(all.versioned[0].description == "create users");
    CHECK(never_run(all, "goose/sound") == "00000_zero.sql TRIGGERS.sql old/00001_old.sql");
}

TEST_CASE("what stands between StatementBegin and StatementEnd is closed by a semicolon") {
    const source all = read_fixture("goose/sound");
    const std::string up = text_sent(all.versioned[0], direction::up);
    CHECK(up.find("END\n$$\n;\n-- +goose StatementEnd\n") != std::string::npos);
    CHECK(up.find("'all; of them';\n-- +goose StatementEnd\n") != std::string::npos);
    CHECK(up.find("+goose Up") == std::string::npos);
    CHECK(up.find("DROP") == std::string::npos);
    CHECK(text_sent(all.versioned[0], direction::down) ==
          "DROP FUNCTION greet(text);\nDROP TABLE users;\n");
    CHECK(steps_of(all.versioned[0], direction::up) == 0);
}

TEST_CASE("goose's NO TRANSACTION holds for both ways, and annotations know no case") {
    const source all = read_fixture("goose/sound");
    CHECK(all.versioned[1].up.options.no_transaction);
    CHECK(all.versioned[1].down->options.no_transaction);
    CHECK_FALSE(all.versioned[0].up.options.no_transaction);
    CHECK(steps_of(all.versioned[1], direction::up) == 1);
    CHECK(steps_of(all.versioned[1], direction::down) == 1);
}

TEST_CASE("goose's ENVSUB puts in values, defaults and the empty text, where it is on") {
    const source all = read_fixture("goose/sound");
    const migration& file = all.versioned[2];
    CHECK(text_sent(file, direction::up, {{"FIRST", "one"}, {"THIRD", ""}, {"FOURTH", ""}}) ==
          "-- +goose ENVSUB ON\n"
          "INSERT INTO users (name) VALUES ('one'), (''), ('third'), ('');\n"
          "INSERT INTO users (name) VALUES ('costs $5'), ('and $6'), ('$(kept)'); -- paid in $\n"
          "-- +goose ENVSUB OFF\n"
          "INSERT INTO users (name) VALUES ('$FIRST stays');\n");
    CHECK(text_sent(file, direction::up).find("(''), (''), ('third'), ('fourth')") !=
          std::string::npos);
    CHECK(text_sent(file, direction::down, {{"FIRST", "x"}}).find("name = 'x'") !=
          std::string::npos);
    const auto unset = caught<dunlin::error>([&] { text_sent(file, direction::down); });
    CHECK(unset.message() == "the variable FIRST has no value");
    CHECK(unset.where()->line == 9);
}

TEST_CASE("goose's ENVSUB knows defaults within defaults and pieces of values") {
    const dunlin::test::temporary_folder folder;
    folder.write("1_a.sql", "-- +goose ENVSUB ON\n-- +goose Up\n"
                            "SELECT '${A:-${B:-c$$}}', '${A-${B}x}', '${D:1:3}', '${D: -2}', "
                            "'${D:4:-1}', '${D:9}';\n");
    const source all = read_source(folder.path());
    const migration& file = all.versioned.at(0);
    CHECK(text_sent(file, direction::up, {{"D", "abcdef"}}) ==
          "SELECT 'c$', 'x', 'bcd', 'ef', 'e', '';\n");
    CHECK(text_sent(file, direction::up, {{"A", ""}, {"B", "b"}, {"D", "ab"}}) ==
          "SELECT 'b', '', 'b', 'ab', '', '';\n");
    CHECK(text_sent(file, direction::up, {{"A", "a"}}).starts_with("SELECT 'a', 'a', ''"));
}

TEST_CASE("a migration in Go is reported, and files that goose passes over are none") {
    const source all = read_fixture("goose/sound");
    CHECK(all.versioned[3].needs_tool == "it is written in Go");
    CHECK_FALSE(all.versioned[4].down);
    CHECK(text_sent(all.versioned[4], direction::up) == "CREATE TABLE later ();\r\n");
}

TEST_CASE("what goose's parser refuses is refused with its line") {
    const malformed all[] = {
        {"1_a.sql", "-- +goose Up\nSELECT 1\n", "does not end with a semicolon", 2},
        {"1_a.sql", "-- +goose Up\nSELECT 1\n-- +goose Down\nSELECT 2;\n",
         "does not end with a semicolon", 2},
        {"1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2; SELECT 3\n",
         "does not end with a semicolon", 4},
        {"1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Donw\n",
         "unknown goose annotation \"Donw\"", 3},
        {"1_a.sql", "-- +goose Up\n-- +goose\n", "unknown goose annotation \"\"", 2},
        {"1_a.sql", "-- +goose Up +goose Down\n", "unknown goose annotation \"Up +goose Down\"", 1},
        {"1_a.sql", "-- +goose Up\nSELECT 1;\n  -- +goose Down\n", "spaces before", 3},
        {"1_a.sql", "-- +goose Down\nSELECT 1;\n", "is misplaced", 1},
        {"1_a.sql", "SELECT 1;\n-- +goose Up\n", "would never run", 1},
        {"1_a.sql", "-- +goose Up\n-- +goose Up\n", "a second -- +goose Up", 2},
        {"1_a.sql", "-- +goose Up\n-- +goose StatementEnd\n", "without StatementBegin", 2},
        {"1_a.sql", "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n", "without StatementEnd",
         2},
        {"1_a.sql", "-- +goose StatementBegin\n", "is misplaced", 1},
        {"1_a.sql", "-- nothing of goose\n", "-- +goose Up is missing", 1},
        {"1_a.sql", "-- +goose ENVSUB ON\n-- +goose Up\nSELECT '${A+b}';\n",
         "invalid variable: ${A+...}", 3},
        {"1_a.sql", "-- +goose ENVSUB ON\n-- +goose Up\nSELECT '${A:b}';\n", "must be numbers", 3},
        {"1_a.sql", "-- +goose ENVSUB ON\n-- +goose Up\nSELECT '${A:-${B}';\n",
         "without a closing brace", 3},
        {"1_a.sql", "-- +goose ENVSUB ON\n-- +goose Up\nSELECT $1;\n",
         "not followed by a variable's name", 3},
    };
    for (const malformed& problem : all) {
        check_refused(problem, "goose");
    }
}

TEST_CASE("two files of one number are refused, however they are padded") {
    const dunlin::test::temporary_folder folder;
    folder.write("0007_a.sql", "-- +goose Up\nSELECT 1;\n");
    folder.write("7_b.sql", "-- +goose Up\nSELECT 1;\n");
    const auto problem = caught<dunlin::error>([&] { read_source(folder.path()); });
    CHECK(problem.message().find("duplicate version") != std::string::npos);
}
