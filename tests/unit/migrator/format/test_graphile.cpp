// SPDX-License-Identifier: MIT
#include "format/graphile_header.hpp"

#include <dunlin/migrator/source.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/golden.hpp>
#include <support/temporary_folder.hpp>

#include <algorithm>

using namespace dunlin::migrator;
using dunlin::test::caught;

namespace {

std::string fixture(const std::string& name) {
    return dunlin::test::source_path("tests/data/migrator/graphile/" + name);
}

bool has_note(const source& all, std::string_view text) {
    return std::any_of(all.notes.begin(), all.notes.end(), [&](const std::string& note) {
        return note.find(text) != std::string::npos;
    });
}

} // namespace

TEST_CASE("graphile-migrate: committed migrations are read with their chain of hashes") {
    const source all = read_source(fixture("sound/migrations"));
    CHECK(all.format == "graphile-migrate");
    REQUIRE(all.versioned.size() == 4);
    const migration& first = all.versioned[0];
    CHECK(first.version == "000001");
    CHECK(first.name == "000001.sql");
    CHECK(first.description.empty());
    CHECK(
        first.tool_checksums ==
        std::vector<std::string>{"graphile-migrate:sha1:005c6eb7364156e6b0d158d8b2767a24f1ce6611"});
    CHECK(first.up_text() == "\nselect 1;\n");
    const migration& second = all.versioned[1];
    CHECK(second.version == "000002");
    CHECK(second.description == "People and places");
    CHECK_FALSE(second.down);
    CHECK(all.versioned[2].up.options.no_transaction);
    CHECK(all.versioned[2].up.options.honours_blocks);
    CHECK(all.versioned[3].tool_checksums.front().ends_with("0001"));
    CHECK_FALSE(all.versioned[3].up.options.no_transaction);
    REQUIRE(all.never_run.size() == 1);
    CHECK(all.never_run[0].ends_with("committed/notes.sql"));
}

TEST_CASE("graphile-migrate: its placeholders are replaced, and only those that are defined") {
    const source all = read_source(fixture("sound/migrations"));
    const auto& edits = all.versioned.at(1).up.edits;
    REQUIRE(edits.size() == 3); // the first is pgSettings
    CHECK(edits[1].variable == "APP_OWNER");
    CHECK(edits[1].has_default);
    CHECK(edits[1].text == "somebody");
    CHECK(edits[2].variable == "graphile:DATABASE_NAME");
    CHECK_FALSE(edits[2].has_default);
}

TEST_CASE("graphile-migrate: pgSettings are set in front of each script") {
    const dunlin::test::temporary_folder folder;
    folder.write(".gmrc",
                 "{ // settings\n  \"pgSettings\": {\n    \"search_path\": \"app,public\",\n"
                 "    /* ms */ statement_timeout: 500, 'app.who': \"it's me\",\n  },\n}\n");
    folder.write("migrations/committed/000001.sql",
                 "--! Previous: -\n--! Hash: sha1:0\n--! AllowInvalidHash\n\nselect 1;\n");
    const source all = read_source(folder.path() / "migrations");
    const migration& only = all.versioned.at(0);
    CHECK(only.edited_text(only.up) ==
          "SELECT pg_catalog.set_config('search_path', 'app,public', false), "
          "pg_catalog.set_config('statement_timeout', '500', false), "
          "pg_catalog.set_config('app.who', 'it''s me', false);\n\nselect 1;\n");
    folder.write(".gmrc", "{\n  pgSettings: {\n    \"jit\": true\n  }\n}\n");
    const auto problem = caught<dunlin::error>([&] { read_source(folder.path() / "migrations"); });
    CHECK(problem.message().find("an entry of pgSettings") != std::string::npos);
    CHECK(problem.where()->file.ends_with(".gmrc"));
    CHECK(problem.where()->line == 3);
}

TEST_CASE("graphile-migrate: what it passes over in a committed file is said") {
    const source all = read_source(fixture("sound/migrations"));
    CHECK(has_note(all, "000004.sql:6: graphile-migrate accepts no-transaction only"));
    CHECK(has_note(all, "000004.sql:7: graphile-migrate includes files when it commits"));
    CHECK(has_note(all, "000004.sql:8: \"no-transation\" looks like a misspelled no-transaction"));
    CHECK(has_note(all, "the beforeAllMigrations of "));
    CHECK_FALSE(has_note(all, "the afterAllMigrations of "));
}

TEST_CASE("graphile-migrate: the folder of committed migrations alone is enough") {
    CHECK(read_source(fixture("sound/migrations/committed")).versioned.size() == 4);
}

TEST_CASE("graphile-migrate: what it refuses is refused with its place") {
    struct defect {
        const char* folder;
        const char* words;
        std::size_t line;
    };
    const defect defects[] = {
        {"changed", "changed after it was committed", 2},
        {"needless", "the hash is valid", 2},
        {"crlf", "CR LF", 1},
        {"no_blank_line", "no blank line after the headers", 3},
        {"twice", "duplicate header Hash", 3},
        {"typo", "unknown header \"Previus\"", 1},
        {"orphan", "the migration before this one is missing", 1},
        {"broken_chain", "has the hash sha1:005c6eb", 1},
    };
    for (const defect& defect : defects) {
        CAPTURE(defect.folder);
        read_options options;
        options.format = "graphile-migrate";
        const auto problem =
            caught<dunlin::error>([&] { read_source(fixture(defect.folder), options); });
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.message().find(defect.words) != std::string::npos);
        REQUIRE(problem.where());
        CHECK(problem.where()->line == defect.line);
    }
}

TEST_CASE("graphile-migrate: a hash covers the one before and the script without its margins") {
    CHECK(graphile_hash("", "\n select 1;\n\n") == "sha1:005c6eb7364156e6b0d158d8b2767a24f1ce6611");
    CHECK(graphile_hash("sha1:a", "select 1;") != graphile_hash("", "select 1;"));
}
