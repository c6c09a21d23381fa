// SPDX-License-Identifier: MIT
#include "support.hpp"

#include <dunlin/migrator/check.hpp>
#include <dunlin/sqltext/syntax.hpp>

#include <doctest/doctest.h>
#include <fmt/ranges.h>
#include <support/caught.hpp>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace dunlin::migrator;
using dunlin::test::caught;
using dunlin::test::temporary_folder;
using kind = finding::kind;

namespace {

std::vector<finding> against(const source& now, const source& earlier) {
    return compare_with_earlier(now, earlier);
}

source of_texts(const std::map<std::string, std::string>& texts) {
    source files;
    for (const auto& [version, text] : texts) {
        files.versioned.push_back(migrator_test::make_file(version, text));
    }
    return files;
}

} // namespace

TEST_CASE("a check finds everything that is malformed, not only the first") {
    const temporary_folder folder;
    folder.write("1_a.sql", "--Version 1\n-- dunlin:nonsense\nSELECT 1;\n");
    folder.write("01_b.sql", "SELECT 1;\nCOMMIT;\n");
    folder.write("create_c.sql", "SELECT 1;\n");
    folder.write("2_d.sql", "SELECT '\xff';\n");
    folder.write("3_e.sql", "SELECT 1;\n-- dunlin:down\nBEGIN;\n");
    folder.write("4_f.sql.bak", "SELECT 1;\n");
    const auto checked = check_source(folder.path());
    std::map<std::string, std::vector<std::size_t>> lines;
    for (const auto& finding : checked.findings) {
        const auto name = std::filesystem::path(finding.location.file).filename().string();
        lines[name].push_back(finding.location.line);
        CHECK(finding.type == (name == "4_f.sql.bak" ? kind::never_run : kind::malformed));
        CHECK(!finding.message.empty());
        CHECK(!finding.hint.empty());
    }
    const std::map<std::string, std::vector<std::size_t>> expected{
        // Its two lines, and that its version is there twice.
        {"1_a.sql", {1, 1, 2}}, {"01_b.sql", {2}}, {"create_c.sql", {0}},
        {"2_d.sql", {1}},       {"3_e.sql", {3}},  {"4_f.sql.bak", {0}}};
    CHECK_MESSAGE(lines == expected, fmt::format("{}", lines));
}

TEST_CASE("sound migrations have no findings, whether placeholders have values or not") {
    const temporary_folder folder;
    folder.write("1_a.sql", "-- dunlin:placeholders\nCREATE TABLE ${name} ();\n");
    folder.write("2_b.sql", "CREATE INDEX CONCURRENTLY i ON a (x);\n-- dunlin:down\nDROP INDEX i;");
    folder.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1;\n");
    const auto checked = check_source(folder.path());
    CHECK(checked.findings.empty());
    CHECK(checked.files.versioned.size() == 2);
}

TEST_CASE("every statement of every format is parsed, up and down") {
    const temporary_folder folder;
    folder.write("1_a.sql", "CREATE TABLE a ();\nCREAT TABLE b ();\nSELECT 1 FROM;\nSELECT 2;\n"
                            "-- dunlin:down\nDROP TABEL a;\n");
    folder.write("2_b.sql", "CREATE INDEX CONCURRENTLY i ON a (x);\nSELECT 'abc;\nSELECT 1;\n");
    folder.write("3_c.sql", "COPY a FROM stdin;\n'(\n\\.\nSELECT (1;\n");
    std::vector<std::string> lines;
    const auto read = [&](const std::filesystem::path& path) {
        lines.clear();
        for (const finding& finding : check_source(path).findings) {
            CHECK(finding.type == kind::malformed);
            lines.push_back(fmt::format(
                "{}:{}:{} {}", std::filesystem::path(finding.location.file).filename().string(),
                finding.location.line, finding.location.column, finding.message));
        }
        return lines;
    };
    CHECK(read(folder.path()) ==
          std::vector<std::string>{"1_a.sql:2:1 syntax error at or near \"CREAT\"",
                                   "1_a.sql:3:14 syntax error: the statement is not complete",
                                   "1_a.sql:6:6 syntax error at or near \"TABEL\"",
                                   "2_b.sql:2:8 unterminated quoted string",
                                   "3_c.sql:4:8 this parenthesis is never closed"});
    const temporary_folder goose;
    goose.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a (x int;\n-- +goose Down\nDROP a;\n");
    CHECK(read(goose.path()) ==
          std::vector<std::string>{"00001_a.sql:2:16 this parenthesis is never closed",
                                   "00001_a.sql:4:6 syntax error at or near \"a\""});
    const temporary_folder flyway;
    flyway.write("V1__a.sql", "SELECT 1;\n");
    flyway.write("afterMigrate.sql", "SELECT 1 +;\n");
    CHECK(read(flyway.path()) ==
          std::vector<std::string>{
              "afterMigrate.sql:1:11 syntax error: the statement is not complete"});
}

TEST_CASE("on a server of another version only what is never closed is an error") {
    const temporary_folder folder;
    folder.write("1_a.sql", "FUTURE SYNTAX;\nSELECT '1;\n");
    const int parser = dunlin::sqltext::parser_version();
    for (const int server : {0, parser, parser + 1}) {
        const auto found = check_source(folder.path(), {}, server).findings;
        REQUIRE(found.size() == 2);
        CHECK(found[0].type == (server == parser + 1 ? kind::syntax : kind::malformed));
        CHECK(found[0].hint.find(fmt::format("PostgreSQL {}", parser)) != std::string::npos);
        CHECK(found[1].type == kind::malformed);
    }
    CHECK(level_of(kind::syntax) == finding::level::warning);
    CHECK(level_of(kind::malformed) == finding::level::error);
}

TEST_CASE("a statement with a placeholder is only searched for what is never closed") {
    const temporary_folder folder;
    folder.write("1_a.sql", "-- dunlin:placeholders\n${verb} ${object} x ${more};\nSELECT 1 +;\n"
                            "SELECT ${a} (1;\n");
    const auto found = check_source(folder.path()).findings;
    REQUIRE(found.size() == 2);
    CHECK(found[0].location.line == 3);
    CHECK(found[1].location.line == 4);
    CHECK(found[1].location.column == 13);
}

TEST_CASE("a script that changes how strings are read is not parsed") {
    const temporary_folder folder;
    folder.write("1_a.sql", "SET standard_conforming_strings = off;\nSELECT 'it\\'s; old';\n");
    CHECK(check_source(folder.path()).findings.empty());
}

TEST_CASE("markers of other formats are errors that name the format") {
    const temporary_folder folder;
    const std::vector<std::pair<std::string, std::string>> markers{
        {"-- migrate:down", "dbmate"},
        {"-- +goose Down", "goose"},
        {"-- +goose StatementBegin", "goose"},
        {"-- +migrate Down", "sql-migrate"},
        {"-- Down Migration", "node-pg-migrate"},
        {"---- create above / drop below ----", "tern"},
        {"--liquibase formatted sql", "Liquibase"},
        {"-- changeset joe:1", "Liquibase"},
        {"--rollback DROP TABLE a;", "Liquibase"},
        {"-- //@UNDO", "MyBatis Migrations"},
        {"--! Previous: -", "graphile-migrate"},
        {"-- rambler down", "rambler"},
    };
    for (const auto& [line, tool] : markers) {
        CAPTURE(line);
        folder.write("1_a.sql", "CREATE TABLE a ();\n" + line + "\nDROP TABLE a;\n");
        read_options dunlin;
        dunlin.format = "dunlin";
        const auto found = check_source(folder.path(), dunlin).findings;
        REQUIRE(found.size() == 1);
        CHECK(found[0].type == kind::malformed);
        CHECK(found[0].location.line == 2);
        CHECK(found[0].message.find("marker of " + tool + ",") != std::string::npos);
    }
    folder.write("1_a.sql", "-- Rollback: drop the table\n-- rollback is easy\n-- Up migration\n"
                            "CREATE TABLE a (); -- migrate:down is dbmate's\n"
                            "-- the changeset of joe\n-- dunlin:down\nDROP TABLE a;\n");
    CHECK(check_source(folder.path()).findings.empty());
    folder.write("1_a.sql", "-- Version: 1\nSELECT 1;\n-- migrate:down\nSELECT 2;\n");
    CHECK(check_source(folder.path()).findings.size() == 1);
}

TEST_CASE("only regular files of a limited size and with names that can be shown are read") {
    const temporary_folder folder;
    folder.write("1_a.sql", "SELECT 1;\n");
    REQUIRE(::mkfifo((folder / "2_fifo.sql").c_str(), 0600) == 0);
    std::filesystem::create_symlink("/dev/zero", folder / "3_zero.sql");
    std::filesystem::create_symlink("4_loop.sql", folder / "4_loop.sql");
    folder.write("5_big.sql", "");
    std::filesystem::resize_file(folder / "5_big.sql", (std::uintmax_t(1) << 30U) + 1);
    folder.write("6_\xff.sql", "SELECT 1;\n");
    folder.write("7_a\nb.sql", "SELECT 1;\n");
    std::filesystem::create_symlink("1_a.sql", folder / "8_link.sql");
    std::vector<std::string> messages;
    for (const finding& finding : check_source(folder.path()).findings) {
        CHECK(finding.type == kind::malformed);
        std::string message = finding.message;
        const std::string path = folder.path().string() + "/";
        const std::size_t at = message.find(path);
        messages.push_back(at == std::string::npos ? message : message.erase(at, path.size()));
    }
    CHECK(messages == std::vector<std::string>{
                          "2_fifo.sql is a FIFO, not a regular file",
                          "3_zero.sql is a device, not a regular file",
                          "cannot read 4_loop.sql: Too many levels of symbolic links",
                          "5_big.sql is too large: 1073741825 bytes, the limit is 1073741824 bytes",
                          "the file name 6_\\xFF.sql is not valid UTF-8",
                          "the file name 7_a\\x0Ab.sql contains a control character",
                      });
    CHECK(check_source(folder.path()).files.versioned.size() == 2);
}

TEST_CASE("a migration without a statement is a warning") {
    const temporary_folder folder;
    folder.write("1_a.sql", "-- only a comment\n;\n-- dunlin:down\nSELECT 1;\n");
    folder.write("2_b.sql", "BEGIN;\nCOMMIT;\n");
    folder.write("3_c.sql", "SELECT 1;\n-- dunlin:down\n");
    const auto found = check_source(folder.path()).findings;
    REQUIRE(found.size() == 2);
    CHECK(found[0].version == "1");
    CHECK(found[1].version == "2");
    CHECK(found[0].type == kind::empty);
    CHECK(level_of(kind::empty) == finding::level::warning);
}

TEST_CASE("a folder without migrations, or none, cannot be checked") {
    const temporary_folder folder;
    CHECK(caught<dunlin::error>([&] { check_source(folder.path()); }).kind() ==
          dunlin::error_kind::config);
    CHECK(caught<dunlin::error>([&] { check_source(folder / "nowhere"); }).kind() ==
          dunlin::error_kind::config);
}

TEST_CASE("a new version below one that was there before is out of order") {
    const source earlier = of_texts({{"1", "a"}, {"3", "c"}});
    CHECK(against(of_texts({{"1", "a"}, {"3", "c"}, {"4", "d"}}), earlier).empty());
    const auto found = against(of_texts({{"1", "a"}, {"2", "b"}, {"3", "c"}}), earlier);
    REQUIRE(found.size() == 1);
    CHECK(found[0].type == kind::out_of_order);
    CHECK(found[0].version == "2");
    CHECK(found[0].location.file == "2_x.sql");
    // Also when the newest of before is gone.
    const auto both = against(of_texts({{"1", "a"}, {"2", "b"}}), earlier);
    CHECK(both.size() == 2);
}

TEST_CASE("in a source that lists its versions their places count") {
    source earlier = of_texts({});
    earlier.order = version_order::listed;
    source now = earlier;
    earlier.versioned = {migrator_test::make_file("zebra", "a")};
    now.versioned = {migrator_test::make_file("zebra", "a"), migrator_test::make_file("ant", "b")};
    CHECK(against(now, earlier).empty());
    std::swap(now.versioned[0], now.versioned[1]);
    const auto found = against(now, earlier);
    REQUIRE(found.size() == 1);
    CHECK(found[0].type == kind::out_of_order);
    CHECK(found[0].version == "ant");
}

TEST_CASE("a renumbered file is recognised, with the command for databases that have applied it") {
    const source earlier = of_texts({{"1", "SELECT 1"}, {"7", "SELECT 7"}, {"8", "SELECT 8"}});
    const auto found = against(
        of_texts({{"1", "SELECT 1"}, {"8", "SELECT 8"}, {"9", "SELECT 7 -- it\n"}}), earlier);
    REQUIRE(found.size() == 1);
    CHECK(found[0].type == kind::missing);
    CHECK(found[0].message == "7 was renumbered to 9 (same content)");
    CHECK(found[0].hint.ends_with("need `dunlin migrate repair --move 7=9`"));
    CHECK(found[0].location.file == "9_x.sql");
    // The same content in two files says nothing.
    CHECK(
        against(
            of_texts({{"1", "SELECT 1"}, {"8", "SELECT 8"}, {"9", "SELECT 7"}, {"10", "SELECT 7"}}),
            earlier)[0]
            .message == "the file of 7 is missing");
}

TEST_CASE("a renumbered file whose version another file has taken is recognised") {
    const source earlier = of_texts({{"1", "SELECT 1"}, {"7", "SELECT 7"}});
    const auto found =
        against(of_texts({{"1", "SELECT 1"}, {"7", "SELECT 'other'"}, {"9", "SELECT 7"}}), earlier);
    REQUIRE(found.size() == 1);
    CHECK(found[0].type == kind::changed);
    CHECK(found[0].message == "7 was renumbered to 9 (same content), and 7_x.sql has its version");
    CHECK(found[0].hint.ends_with("need `dunlin migrate repair --move 7=9`"));
    CHECK(found[0].location.file == "9_x.sql");
}

TEST_CASE("a version that says something else or is gone is found, a comment is not") {
    const source earlier = of_texts({{"1", "SELECT 1"}, {"2", "SELECT 2"}, {"3", "SELECT 3"}});
    const auto found = against(of_texts({{"1", "SELECT 1 -- one\n"}, {"2", "SELECT 22"}}), earlier);
    REQUIRE(found.size() == 2);
    CHECK(found[0].type == kind::missing);
    CHECK(found[0].version == "3");
    CHECK(found[1].type == kind::changed);
    CHECK(found[1].version == "2");
}
