// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/migrator/repair.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <filesystem>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;
using kind = repair_action::kind;

namespace {

/// What was told.
std::string mend(const project& p, kind kind, const std::string& version, bool only_show = false) {
    std::string reported;
    repair(p.settings(), {{kind, version}}, only_show,
           [&](std::string_view sentence) { reported += std::string(sentence) + "\n"; });
    return reported;
}

void apply_two(const project& p) {
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "CREATE TABLE b ();");
    up(p.settings());
}

} // namespace

TEST_CASE("a changed migration is realigned, shown first and recorded") {
    const project p;
    apply_two(p);
    p.write("1_a.sql", "CREATE TABLE a (id int);");
    const std::string shown = mend(p, kind::realign, "1", true);
    CHECK(shown.find("1: checksum changes from sha256:") == 0);
    CHECK(status(p.settings())->history.count(state::changed) == 1);
    CHECK(mend(p, kind::realign, "1") == shown);
    CHECK(status(p.settings())->history.count(state::changed) == 0);
    CHECK(p.ask("SELECT version FROM dunlin.events WHERE action = 'repair'") == "1");
    CHECK(up(p.settings()).applied.empty());
}

TEST_CASE("a row whose file is gone is dropped, and only then") {
    const project p;
    apply_two(p);
    CHECK(caught<dunlin::error>([&] { mend(p, kind::drop, "1"); }).kind() ==
          dunlin::error_kind::history);
    std::filesystem::remove(p.folder / "1_a.sql");
    mend(p, kind::drop, "1");
    CHECK(p.applied() == "2");
    CHECK(p.has_table("a"));
    CHECK(caught<dunlin::error>([&] { mend(p, kind::drop, "9"); }).kind() ==
          dunlin::error_kind::not_found);
}

TEST_CASE("a version is marked and unmarked without running anything") {
    const project p;
    apply_two(p);
    p.write("3_c.sql", "CREATE TABLE c ();\n-- dunlin:down\nDROP TABLE IF EXISTS c;");
    mend(p, kind::mark, "3");
    CHECK(p.applied() == "1 2 3");
    CHECK_FALSE(p.has_table("c"));
    CHECK(up(p.settings()).applied.empty());
    mend(p, kind::unmark, "3");
    CHECK(p.applied() == "1 2");
    CHECK(caught<dunlin::error>([&] { mend(p, kind::mark, "1"); }).kind() ==
          dunlin::error_kind::history);
}

TEST_CASE("a step that cannot be judged is settled by a person") {
    const project p;
    p.execute("CREATE TABLE t (a int, b int); CREATE INDEX i ON t (b)");
    p.write("0_z.sql", "SELECT 1;");
    up(p.settings());
    p.write("1_a.sql", "CREATE INDEX CONCURRENTLY i ON t (a);");
    const auto begin = [&] {
        p.execute("INSERT INTO dunlin.steps (version, direction, position, statement, "
                  "statement_checksum, state) SELECT '1', 'up', 1, 'CREATE INDEX CONCURRENTLY i ON "
                  "t (a)', 'x', 'intent'");
    };
    begin();
    CHECK(mend(p, kind::redo, "1") ==
          "1: step 1 will run again: CREATE INDEX CONCURRENTLY i ON t (a)\n");
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.steps") == "0");
    begin();
    mend(p, kind::done, "1");
    CHECK(p.ask("SELECT state FROM dunlin.steps") == "done");
    CHECK(caught<dunlin::error>([&] { mend(p, kind::done, "1"); }).kind() ==
          dunlin::error_kind::history);
}

TEST_CASE("a baseline covers what is there, for an empty ledger only") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "CREATE TABLE b ();");
    p.write("3_c.sql", "CREATE TABLE c ();");
    const auto ignore = [](std::string_view) {};
    baseline(p.settings(), "2", true, ignore);
    CHECK_FALSE(p.has_table("dunlin.migrations"));
    baseline(p.settings(), "2", false, ignore);
    CHECK(status(p.settings())->history.count(state::baseline) == 2);
    CHECK(up(p.settings()).applied.size() == 1);
    CHECK(p.has_table("c"));
    CHECK_FALSE(p.has_table("a"));
    CHECK(caught<dunlin::error>([&] { baseline(p.settings(), "3", false, ignore); }).kind() ==
          dunlin::error_kind::history);
    CHECK(p.ask("SELECT string_agg(action, ' ') FROM dunlin.events") == "baseline up");
}
