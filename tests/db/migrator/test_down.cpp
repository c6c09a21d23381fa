// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <filesystem>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

namespace {

void write_two(const project& p) {
    p.write("1_a.sql", "CREATE TABLE a ();\n-- dunlin:down\nDROP TABLE a;\n");
    p.write("2_b.sql", "CREATE TABLE b ();\n-- dunlin:down\nDROP TABLE b;\n");
}

} // namespace

TEST_CASE("down takes back one migration") {
    const project p;
    write_two(p);
    up(p.settings());
    const report done = down(p.settings());
    CHECK(done.applied.size() == 1);
    CHECK(done.current == "1");
    CHECK(done.pending == 1);
    CHECK(p.applied() == "1");
    CHECK_FALSE(p.has_table("b"));
    CHECK(p.ask("SELECT string_agg(action || version, ' ') FROM dunlin.events") == "up1 up2 down2");
}

TEST_CASE("down works without the file, from what the ledger kept") {
    const project p;
    write_two(p);
    up(p.settings());
    std::filesystem::remove(p.folder / "2_b.sql");
    down(p.settings());
    CHECK_FALSE(p.has_table("b"));
    CHECK(p.applied() == "1");
}

TEST_CASE("a migration without a down script is named before anything is taken back") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "CREATE TABLE b ();\n-- dunlin:down\nDROP TABLE b;\n");
    up(p.settings());
    const auto problem = caught<dunlin::error>([&] { down(p.settings(), {"0", std::nullopt}); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.message().find("1 has no down script") == 0);
    CHECK(p.has_table("b"));
}

TEST_CASE("redo runs the newest again, and to goes both ways") {
    const project p;
    write_two(p);
    up(p.settings());
    const report again = redo(p.settings());
    CHECK(again.applied.size() == 2);
    CHECK(again.current == "2");
    CHECK(p.applied() == "1 2");
    CHECK(to(p.settings(), "1").current == "1");
    CHECK_FALSE(p.has_table("b"));
    CHECK(to(p.settings(), "2").current == "2");
    CHECK(p.has_table("b"));
}

TEST_CASE("a redo that fails half way says what it took back, and that up applies it again") {
    const project p;
    write_two(p);
    up(p.settings());
    p.write("2_b.sql", "CREATE TABLE b ();\nSELECT wrong;\n-- dunlin:down\nDROP TABLE b;\n");
    dunlin::sqldb::connection(p.database.config())
        .run_script("UPDATE dunlin.migrations SET checksum = NULL WHERE version = '2'");
    const auto problem = caught<dunlin::error>([&] { redo(p.settings()); });
    CHECK(problem.applied.empty());
    CHECK(
        problem.aftermath ==
        "Reverted before this: 2. Migration 2 was not applied. To apply 2 again, run `dunlin migrate up`.");
    CHECK(p.applied() == "1");
}

TEST_CASE("a down that fails says what was taken back before, not that it was applied") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();\n-- dunlin:down\nDROP TABLE wrong;\n");
    p.write("2_b.sql", "CREATE TABLE b ();\n-- dunlin:down\nDROP TABLE b;\n");
    up(p.settings());
    const auto problem = caught<dunlin::error>([&] { down(p.settings(), {"0", std::nullopt}); });
    CHECK(problem.applied.empty());
    CHECK(problem.aftermath == "Reverted before this: 2. Migration 1 was not reverted.");
}

TEST_CASE("placeholders above the down script hold below it, also when the file is gone") {
    const project p;
    p.write("1_a.sql", "-- dunlin:placeholders\nCREATE TABLE ${name} ();\n-- dunlin:down\n"
                       "DROP TABLE ${name};\n");
    settings settings = p.settings();
    settings.placeholder = [](std::string_view) { return std::optional<std::string>("chosen"); };
    up(settings);
    CHECK(p.has_table("chosen"));
    down(settings);
    CHECK_FALSE(p.has_table("chosen"));
    up(settings);
    p.write("0_x.sql", "SELECT 1;");
    std::filesystem::remove(p.folder / "1_a.sql");
    down(settings);
    CHECK_FALSE(p.has_table("chosen"));
}

TEST_CASE("variables of another tool's down script are found when the file is gone") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE {{.prefix}}{{.name}} ();\n"
                       "---- create above / drop below ----\n"
                       "DROP TABLE {{.prefix}}{{.name}};\n");
    p.write("2_b.sql", "SELECT 1;\n---- create above / drop below ----\nSELECT 2;\n");
    p.write("tern.conf", "[data]\nprefix = my_\n");
    settings settings = p.settings();
    settings.placeholder = [](std::string_view name) {
        return name == "name" ? std::optional<std::string>("birds") : std::nullopt;
    };
    up(settings);
    CHECK(p.has_table("my_birds"));
    for (const char* name : {"1_a.sql", "2_b.sql", "tern.conf"}) {
        std::filesystem::remove(p.folder.path() / name);
    }
    p.write("9_other.sql", "SELECT 9;\n");
    settings.reading.format = "dunlin";
    down(settings, {"0", std::nullopt});
    CHECK_FALSE(p.has_table("my_birds"));
}

TEST_CASE("the directives of a recorded down script hold when the file is gone") {
    const project p;
    p.write("0_x.sql", "SELECT 1;");
    p.write("1_a.sql", "CREATE TABLE a ();\nCREATE TABLE b ();\n-- dunlin:down\n"
                       "-- dunlin:no-transaction\nDROP TABLE a;\nDROP TABLE b;\n");
    up(p.settings());
    std::filesystem::remove(p.folder / "1_a.sql");
    CHECK(down(p.settings()).applied[0].steps == 2);
    CHECK_FALSE(p.has_table("b"));
}
