// SPDX-License-Identifier: MIT
#include <dunlin/base/digest.hpp>
#include <dunlin/migrator/source.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/golden.hpp>
#include <support/temporary_folder.hpp>

using namespace dunlin::migrator;
using namespace std::chrono_literals;
using dunlin::test::caught;

namespace {

std::string fixture(const std::string& name) {
    return dunlin::test::source_path("tests/data/migrator/" + name);
}

struct defect {
    const char* folder;
    const char* words; ///< in the message
    const char* file;
    std::size_t line;
};

} // namespace

TEST_CASE("a folder is read in the order of versions, with headers, sections and repeatables") {
    const source all = read_source(fixture("sound"));
    CHECK(all.format == "dunlin");
    REQUIRE(all.versioned.size() == 6);
    const char* versions[] = {"1.01", "1.2", "1.10", "2.01", "2.02", "2.03"};
    const char* descriptions[] = {"Create table a", "create b too",    "create c",
                                  "First",          "fix: the second", ""};
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(all.versioned[i].version == versions[i]);
        CHECK(all.versioned[i].description == descriptions[i]);
    }
    REQUIRE(all.repeatable.size() == 1);
    CHECK(all.repeatable[0].version == "R__view_v");
    CHECK(all.repeatable[0].description == "view v");
}

TEST_CASE("the down script is cut off, and each part has its own directives") {
    const source all = read_source(fixture("sound"));
    const migration& c = *all.find("1.10");
    CHECK(c.up.options.no_transaction);
    CHECK(c.up.options.lock_timeout == 5000ms);
    CHECK_FALSE(c.up.options.statement_timeout);
    REQUIRE(c.down);
    CHECK_FALSE(c.down->options.no_transaction);
    CHECK(c.down->options.statement_timeout == 10min);
    CHECK(c.text_of(*c.down).find("DROP TABLE c;") != std::string::npos);
    CHECK(c.up_text().find("DROP") == std::string::npos);
    const migration& e = *all.find("2.2");
    CHECK(e.text_of(*e.down) == "DROP TABLE e;");
}

TEST_CASE("of the directives above the down script, placeholders alone hold below it") {
    const dunlin::test::temporary_folder folder;
    folder.write("1_a.sql", "-- dunlin:placeholders\n-- dunlin:no-transaction\nSELECT 1;\n"
                            "-- dunlin:down\nSELECT 2;\n");
    folder.write("2_b.sql", "SELECT 1;\n-- dunlin:down\n-- dunlin:placeholders\nSELECT 2;\n");
    const source all = read_source(folder.path());
    CHECK(all.find("1")->down->options.placeholders);
    CHECK_FALSE(all.find("1")->down->options.no_transaction);
    CHECK_FALSE(all.find("2")->up.options.placeholders);
    CHECK(all.find("2")->down->options.placeholders);
}

TEST_CASE("the checksum is that of the up script's bytes") {
    const source all = read_source(fixture("sound"));
    CHECK(all.find("1.01")->checksum ==
          "sha256:" + dunlin::sha256("-- Version: 1.01\n-- Description: Create table a\n"
                                     "CREATE TABLE a ();\n\n"));
    CHECK(all.find("2.1")->checksum ==
          "sha256:" + dunlin::sha256("-- Version: 2.01\n-- Description: First\n"
                                     "CREATE TABLE d ();"));
}

TEST_CASE("files that would never run are named") {
    const source all = read_source(fixture("sound"));
    REQUIRE(all.never_run.size() == 2);
    CHECK(all.never_run[0].ends_with("sound/1.11_a.sql.bak"));
    CHECK(all.never_run[1].ends_with("sound/old/1.00_a.sql"));
}

TEST_CASE("a malformed folder is an error with file and line") {
    const defect defects[] = {
        {"duplicate", "duplicate version", "7_b.sql", 1},
        {"nearly_a_header", "looks like a misspelled header", "1.01_a.sql", 1},
        {"misspelt_header", "looks like a misspelled header", "1.01_a.sql", 1},
        {"unknown_directive", "unknown directive \"no-transactoin\"", "1.01_a.sql", 2},
        {"no_argument", "invalid duration: \"soon\"", "1.01_a.sql", 1},
        {"indented_directive", "looks like a misspelled directive", "1.01_a.sql", 2},
        {"two_downs", "more than one down script", "1.01_a.sql", 4},
        {"header_disagrees", "the file's name has version 1.01, this line has 1.02", "1.01_a.sql",
         1},
        {"second_version", "the file's name has version 1.01, this line has 1.02", "1.01_a.sql", 4},
        {"repeatable_with_down", "a repeatable migration cannot have a down script", "R__v.sql", 2},
        {"statements_before_version", "would never run", "all.sql", 2},
        {"directive_before_version", "has no effect", "all.sql", 1},
        {"bad_version", "invalid version: \"one\"", "all.sql", 1},
        {"not_utf8", "is not valid UTF-8 (byte 0xe9)", "1.01_a.sql", 2},
        {"utf16", "1.01_a.sql is UTF-16, not UTF-8", "1.01_a.sql", 1},
    };
    for (const defect& defect : defects) {
        CAPTURE(defect.folder);
        const auto problem = caught<dunlin::error>([&] { read_source(fixture(defect.folder)); });
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.message().find(defect.words) != std::string::npos);
        CHECK_FALSE(problem.hint().empty());
        REQUIRE(problem.where());
        CHECK(problem.where()->file.ends_with(defect.file));
        CHECK(problem.where()->line == defect.line);
    }
}

TEST_CASE("a duplicate names both files and says that the numbers are the same") {
    const auto problem = caught<dunlin::error>([] { read_source(fixture("duplicate")); });
    CHECK(problem.message().find("0007_a.sql") != std::string::npos);
    CHECK(problem.message().find("7_b.sql") != std::string::npos);
    CHECK(problem.message().find("same number") != std::string::npos);
}

TEST_CASE("a name that fits no rule is an error that shows the rules") {
    const auto problem = caught<dunlin::error>([] { read_source(fixture("no_rule")); });
    CHECK(problem.message().find("the name is not that of a migration") == 0);
    CHECK(problem.where()->file.ends_with("create_a.sql"));
    CHECK(problem.hint().find("VERSION_slug.sql") != std::string::npos);
}

TEST_CASE("an empty folder and one that is missing say what to do") {
    const dunlin::test::temporary_folder folder;
    const auto empty = caught<dunlin::error>([&] { read_source(folder.path()); });
    CHECK(empty.message().find("no migrations in ") == 0);
    CHECK(empty.hint().find("dunlin migrate new") != std::string::npos);
    const auto missing = caught<dunlin::error>([&] { read_source(folder / "none"); });
    CHECK(missing.message().find("no such folder: ") == 0);
    CHECK(missing.hint().find("--migrations") != std::string::npos);
}

TEST_CASE("a comment about versions inside a function is only a comment") {
    const dunlin::test::temporary_folder folder;
    folder.write("1_f.sql", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n"
                            "-- Version: 3\n-- Description: of the function\nSELECT 1 $$;\n");
    const source all = read_source(folder.path());
    REQUIRE(all.versioned.size() == 1);
    CHECK(all.versioned[0].version == "1");
    CHECK(all.versioned[0].description == "f");
}

TEST_CASE("CRLF line ends and a byte order mark do not hide headers") {
    const dunlin::test::temporary_folder folder;
    folder.write("1.01_a.sql",
                 "\xEF\xBB\xBF-- Version: 1.01\r\n-- Description: One\r\nSELECT 1;\r\n"
                 "-- dunlin:down\r\nSELECT 2;\r\n");
    const source all = read_source(folder.path());
    CHECK(all.versioned[0].description == "One");
    CHECK(all.versioned[0].down);
}

TEST_CASE("a format can be named, and a wrong name is answered with the nearest") {
    CHECK(read_source(fixture("darwin/sound.sql"), {.format = "darwin"}).format == "darwin");
    const auto problem =
        caught<dunlin::error>([] { read_source(fixture("sound"), {.format = "darwim"}); });
    CHECK(problem.hint() == "did you mean darwin?");
}

TEST_CASE("files that a program carries are read and checked like those of a folder") {
    using dunlin::migrator::source_file;
    const std::vector<source_file> files{{"migrations/2_b.sql", "CREATE TABLE b ();\n"},
                                         {"migrations/1_a.sql", "CREATE TABLE a ();\n"
                                                                "-- dunlin:down\nDROP TABLE a;\n"},
                                         {"migrations/R__v.sql", "SELECT 1;\n"}};
    const source all = read_source(files);
    CHECK(all.format == "dunlin");
    REQUIRE(all.versioned.size() == 2);
    CHECK(all.versioned[0].file->name == "migrations/1_a.sql");
    CHECK(all.versioned[0].down);
    CHECK(all.repeatable.size() == 1);

    const auto twice = caught<dunlin::error>([&] {
        read_source(std::vector<source_file>{{"1_a.sql", "SELECT 1"}, {"01_b.sql", "SELECT 2"}});
    });
    CHECK(twice.message().find("duplicate version") != std::string::npos);
    const auto broken = caught<dunlin::error>([] {
        read_source(std::vector<source_file>{{"m/1_a.sql", "SELECT '\xff'"}});
    });
    CHECK(broken.where()->file == "m/1_a.sql");
    const auto empty = caught<dunlin::error>([] { read_source(std::vector<source_file>{}); });
    CHECK(empty.message() == "no migrations in the program");
}
