// SPDX-License-Identifier: MIT
#include "support.hpp"

#include <dunlin/migrator/convert.hpp>
#include <dunlin/migrator/source.hpp>
#include <dunlin/sqltext/statement.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/temporary_folder.hpp>

#include <algorithm>

using namespace dunlin::migrator;
using dunlin::test::caught;
using dunlin::test::temporary_folder;

namespace {

/// Whole numbers and one statement for each script that stands alone: what every format can say.
void write_sample(const temporary_folder& into) {
    into.write("7_create_a.sql", "-- Description: Create a\n"
                                 "-- a comment; with a semicolon\n"
                                 "CREATE TABLE a (x text DEFAULT 'it''s; so');\n"
                                 "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$\n"
                                 "BEGIN\n  RETURN 1; -- one\nEND;\n$body$;\n"
                                 "-- dunlin:down\nDROP FUNCTION f();\nDROP TABLE a");
    into.write("8_index.sql", "-- dunlin:no-transaction\n"
                              "CREATE INDEX CONCURRENTLY i ON a (x);\n"
                              "-- dunlin:down\n-- dunlin:no-transaction\n"
                              "DROP INDEX CONCURRENTLY i;\n");
    into.write("20260101120000_one_way.sql", "INSERT INTO a VALUES (/* ; */ 'b')");
}

void write(const conversion& conversion, const temporary_folder& into) {
    write_files(conversion, into.path());
}

/// The statements of a script, each by the checksum of its tokens.
std::vector<std::string> statements(const migration& of, const script& part) {
    const std::string text = of.edited_text(part);
    std::vector<std::string> statements;
    for (const auto& statement : dunlin::sqltext::split(text)) {
        statements.push_back(dunlin::sqltext::content_checksum(statement.text(text)));
    }
    return statements;
}

bool has_words(const conversion& conversion, std::string_view text) {
    return std::any_of(
        conversion.left_out.begin(), conversion.left_out.end(),
        [&](const std::string& sentence) { return sentence.find(text) != std::string::npos; });
}

} // namespace

TEST_CASE("a folder is the same after a round trip through every format") {
    const temporary_folder folder;
    write_sample(folder);
    const source before = read_source(folder.path());
    for (const std::string& format : written_formats()) {
        CAPTURE(format);
        const conversion there = convert(before, format);
        CHECK(there.left_out.empty());
        const temporary_folder other;
        write(there, other);
        const source between = read_source(other.path(), {.format = format});
        const conversion back = convert(between, "dunlin");
        const bool any_order = between.versioned.front().any_order;
        REQUIRE(back.left_out.size() == (any_order ? 1 : 0));
        CHECK((!any_order || has_words(back, "refuses versions that are out of order")));
        const temporary_folder home;
        write(back, home);
        const source after = read_source(home.path());
        REQUIRE(after.versioned.size() == before.versioned.size());
        for (std::size_t i = 0; i < after.versioned.size(); ++i) {
            const migration& a = before.versioned[i];
            const migration& b = after.versioned[i];
            CHECK(compare(version_order::numeric, a.version, b.version) == 0);
            // golang-migrate has no annotation; a statement that is alone runs as it must.
            CHECK((format == "golang-migrate" ||
                   a.up.options.no_transaction == b.up.options.no_transaction));
            CHECK(statements(a, a.up) == statements(b, b.up));
            REQUIRE(a.down.has_value() == b.down.has_value());
            if (a.down) {
                CHECK(statements(a, *a.down) == statements(b, *b.down));
            }
        }
    }
}

TEST_CASE("what a format cannot say is listed, each by its version") {
    const temporary_folder folder;
    folder.write("1.01_a.sql", "-- dunlin:lock-timeout 5s\nCREATE TABLE a ();\n");
    folder.write("1.02_b.sql", "-- dunlin:no-transaction\n-- dunlin:placeholders\n"
                               "VACUUM ${name};\nVACUUM b;\n");
    folder.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1;\n");
    const source all = read_source(folder.path());
    const conversion converted = convert(all, "golang-migrate");
    CHECK(has_words(converted, "1.01: renumbered to 00001"));
    CHECK(has_words(converted, "00001: its timeouts are omitted"));
    CHECK(has_words(converted, "00002: its variables are not substituted"));
    CHECK(has_words(converted, "00002: its statements must run one by one"));
    CHECK(has_words(converted, "v: the format has no repeatable migrations"));
    CHECK(converted.files.size() == 2);
    const conversion flyway = convert(all, "flyway");
    CHECK_FALSE(has_words(flyway, "version becomes"));
    CHECK(flyway.files.back().name == "R__v.sql");
}

TEST_CASE("orders of another tool do not come along, and text that looks like them does") {
    const temporary_folder folder;
    folder.write("00001_a.sql", "-- +goose Up\n-- +goose StatementBegin\n"
                                "INSERT INTO a VALUES ('\n-- migrate:down\n');\n"
                                "-- +goose StatementEnd\n-- keep me\n");
    const conversion conversion =
        convert(read_source(folder.path(), {.format = "goose"}), "dunlin");
    REQUIRE(conversion.files.size() == 1);
    CHECK(conversion.files[0].text ==
          "-- Version: 1\n-- Description: a\n\n"
          "INSERT INTO a VALUES ('\n-- migrate:down\n');\n-- keep me\n");
}

TEST_CASE("no file is written over, and an unknown format is answered with the nearest") {
    const temporary_folder folder;
    write_sample(folder);
    const source all = read_source(folder.path());
    const conversion conversion = convert(all, "dunlin");
    const temporary_folder other;
    other.write(conversion.files.back().name, "mine");
    CHECK(caught<dunlin::error>([&] { write_files(conversion, other.path()); }).kind() ==
          dunlin::error_kind::refused);
    CHECK(other.read(conversion.files.back().name) == "mine");
    CHECK_FALSE(std::filesystem::exists(other / conversion.files.front().name));
    CHECK(caught<dunlin::error>([&] { convert(all, "gose"); }).hint() == "did you mean goose?");
}
