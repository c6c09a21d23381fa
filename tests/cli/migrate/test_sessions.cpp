// SPDX-License-Identifier: MIT
// Whole sessions at a terminal, as a person would have them.
#include "project.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/screen.hpp>

#include <regex>

using namespace migrate_test;
using dunlin::test::equals_golden;
using dunlin::test::outcome;
using dunlin::test::replaced;

namespace {

/// What the screen shows in the end, without what differs from run to run.
std::string screen(const project& p, const outcome& result) {
    const std::string text = replaced(dunlin::test::text_on_screen(result.out),
                                      dunlin::test::shown(p.database.url()), "DATABASE");
    return std::regex_replace(text, std::regex(R"([\d.]+ (us|ms|s)\b|slowest \d+)"), "TIME");
}

outcome at_60_columns(const project& p, const std::vector<std::string>& arguments) {
    return dunlin::test::run_in_terminal(arguments, 60, p.surroundings());
}

} // namespace

TEST_CASE("a failing deploy at 60 columns: what failed, what is done, what is left, what to type") {
    const project p;
    for (int number = 1; number <= 12; ++number) {
        const std::string version = (number < 10 ? "000" : "00") + std::to_string(number);
        p.write(version + "_step.sql", "CREATE TABLE t" + version + " (id int);\n");
    }
    const std::string broken = "ALTER TABLE t0007\n  ADD COLUMN total int GENERATED ALWAYS AS "
                               "(price * amount) STORED;\n";
    p.write("0008_step.sql", broken);
    const auto failed = at_60_columns(p, {"migrate", "up"});
    CHECK(failed.exit_code == 1);
    std::string session = "$ dunlin migrate up\n" + screen(p, failed);
    p.write("0008_step.sql", "ALTER TABLE t0007\n  ADD COLUMN total int;\n");
    const auto mended = at_60_columns(p, {"migrate", "up"});
    CHECK(mended.exit_code == 0);
    session += "$ dunlin migrate up\n" + screen(p, mended);
    CHECK(at_60_columns(p, {"status", "--check", "-q"}).exit_code == 0);
    CHECK(equals_golden(session, "cli/sessions/failing_deploy"));
}

TEST_CASE("a lock wait at a terminal: the blocker is named, ended as told, and the rest applied") {
    const project p;
    dunlin::sqldb::connection blocker(p.database.config());
    blocker.run_script("CREATE TABLE widgets ()");
    blocker.run_script("SET application_name = 'report'");
    blocker.run_script("BEGIN; SELECT * FROM widgets");
    const std::string pid = std::to_string(blocker.backend_pid());
    p.write("1_owner.sql", "ALTER TABLE widgets ADD COLUMN owner int;");
    dunlin::test::running_program up({"migrate", "up", "--retries", "1000"}, p.surroundings(), 100);
    up.wait_for_output("waiting for AccessExclusiveLock on widgets, held by pid " + pid +
                       " (report as ");
    up.wait_for_output("last ran: BEGIN; SELECT * FROM widgets");
    const std::string remedy = up.line_after("to end it: ");
    dunlin::sqldb::connection(p.database.config()).run_script(remedy);
    const auto result = up.wait();
    CHECK(result.exit_code == 0);
    const std::string shown = screen(p, result);
    CHECK(contains(shown, "applied 1  owner  (TIME)\napplied 1 migration to DATABASE in TIME"));
    CHECK_FALSE(contains(shown, " migrations, ")); // nothing of the progress stays
}

TEST_CASE("a merge whose file was renumbered after it was applied: said, moved, and up to date") {
    const project p;
    p.write("0001_users.sql", "CREATE TABLE users (id int);\n");
    p.write("0002_orders.sql", "CREATE TABLE orders (id int);\n");
    CHECK(at_60_columns(p, {"migrate", "up", "-q"}).exit_code == 0);
    // The other branch has taken 0002.
    std::filesystem::rename(p.folder / "migrations/0002_orders.sql",
                            p.folder / "migrations/0003_orders.sql");
    p.write("0002_items.sql", "CREATE TABLE items (id int);\n");
    std::string session;
    const auto type = [&](const std::vector<std::string>& arguments, int exit_code) {
        const auto result = at_60_columns(p, arguments);
        CHECK(result.exit_code == exit_code);
        session += "$ dunlin";
        for (const std::string& argument : arguments) {
            session += " " + argument;
        }
        session += "\n" + screen(p, result);
    };
    type({"migrate", "up"}, 4);
    type({"migrate", "repair", "--move", "0002=0003"}, 0);
    type({"migrate", "up", "--allow-out-of-order"}, 0);
    CHECK(at_60_columns(p, {"status", "--check", "-q"}).exit_code == 0);
    CHECK(equals_golden(session, "cli/sessions/renumbered_merge"));
}
