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
