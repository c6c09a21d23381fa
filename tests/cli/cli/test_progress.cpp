// SPDX-License-Identifier: MIT
// What a terminal shows while something takes long. The server is what takes the time: a trigger
// that sleeps, so that no clock of the test decides.
#include <dunlin/sqldb/connection.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/program.hpp>
#include <support/screen.hpp>
#include <support/temporary_folder.hpp>

#include <regex>
#include <string>

using dunlin::test::outcome;

namespace {

constexpr auto wipe = "\r\x1b[K";

struct project {
    dunlin::test::temporary_folder folder;
    dunlin::test::test_database database;

    [[nodiscard]] outcome in_terminal(const std::vector<std::string>& arguments) const {
        return dunlin::test::run_in_terminal(arguments, 140, where());
    }
    [[nodiscard]] outcome in_pipe(const std::vector<std::string>& arguments) const {
        return dunlin::test::run_program(arguments, where());
    }

private:
    [[nodiscard]] dunlin::test::surroundings where() const {
        return {.environment = {{"DUNLIN_DATABASE", database.url()}}, .folder = folder.path()};
    }
};

bool shows(const outcome& result, const std::string& pattern) {
    return std::regex_search(result.out, std::regex(pattern));
}

/// Whether nothing of a bar is left on the terminal: behind the last one it was wiped out.
bool is_wiped_out(const outcome& result) {
    const auto bar = result.out.rfind(" left");
    return bar != std::string::npos && result.out.find(wipe, bar) != std::string::npos;
}

} // namespace

TEST_CASE("migrate up shows which migration runs, how many are done and the time left") {
    const project p;
    for (const char* number : {"1", "2", "3"}) {
        p.folder.write("migrations/" + std::string(number) + "_x.sql",
                       "CREATE TABLE t" + std::string(number) + " ();");
    }
    const outcome result = p.in_terminal({"migrate", "up"});
    CHECK(result.exit_code == 0);
    CHECK(shows(result, R"(Applying 1 \[ {20}\]   0% 0 migrations)"));
    CHECK(shows(result, R"(Applying 2 \[={6} {14}\]  33% 1 migrations, \d+/s, [\d.]+ \w+ left)"));
    CHECK(shows(result, R"(Applying 3 \[={13} {7}\]  67% 2 migrations, \d+/s, [\d.]+ \w+ left)"));
    CHECK(is_wiped_out(result));
    CHECK(shows(result, R"(applied\S* 3  x)"));
}

TEST_CASE("seed load shows its share, rate and the time left, and nothing in a pipe") {
    const project p;
    dunlin::sqldb::connection(p.database.config())
        .run_script("CREATE TABLE parts (id int, text text);"
                    "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
                    "'BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END';"
                    "CREATE TRIGGER slow BEFORE INSERT ON parts FOR EACH ROW "
                    "WHEN (NEW.id % 20000 = 0) EXECUTE FUNCTION slow()");
    std::string csv = "id,text\n";
    for (int id = 1; id <= 100000; ++id) {
        csv += std::to_string(id) + "," + std::string(150, 'x') + "\n";
    }
    p.folder.write("parts.csv", csv);
    const outcome result = p.in_terminal({"seed", "load", "parts", "parts.csv"});
    CHECK(result.exit_code == 0);
    CHECK(shows(result, R"(parts\.csv \[=* *\] +\d+% \d+ rows, \d+/s, [\d.]+ \w+ left)"));
    CHECK(is_wiped_out(result));
    const outcome piped = p.in_pipe({"seed", "load", "parts", "parts.csv"});
    CHECK(piped.exit_code == 0);
    CHECK(piped.err.find(" left") == std::string::npos);
    CHECK(piped.err.find('\x1b') == std::string::npos);
}

TEST_CASE("notices and results stand on lines of their own above the progress") {
    const project p;
    for (const char* number : {"1", "2", "3"}) {
        p.folder.write("migrations/" + std::string(number) + "_x.sql",
                       "DO $$ BEGIN RAISE NOTICE 'in " + std::string(number) +
                           "'; PERFORM pg_sleep(0.6); RAISE WARNING 'late'; END $$;\n"
                           "-- dunlin:down\n"
                           "DO $$ BEGIN PERFORM pg_sleep(0.6); RAISE WARNING 'late'; END $$;");
    }
    const std::vector<std::vector<std::string>> runs{
        {"migrate", "up", "--color=never"},
        {"migrate", "down", "--to", "0", "-y", "--color=never"}};
    for (const auto& line : runs) {
        const outcome result = p.in_terminal(line);
        CHECK(result.exit_code == 0);
        CHECK(shows(result, "\\[=")); // there was progress to be cleared
        for (const std::string& shown : dunlin::test::lines_on_screen(result.out)) {
            CHECK_MESSAGE(
                std::regex_match(shown, std::regex("\\d: NOTICE: in \\d|warning: \\d: late|"
                                                   "warning: connected as a superuser: .*|"
                                                   "(applied|reverted) .*\\)|"
                                                   "(applied|reverted) 3 migrations .*")),
                shown);
        }
    }
}

TEST_CASE("an error stands on a line of its own below the progress") {
    const project p;
    p.folder.write("migrations/1_x.sql", "SELECT pg_sleep(0.6);");
    p.folder.write("migrations/2_x.sql", "SELECT pg_sleep(0.6); SELECT 1/0;");
    const outcome result = p.in_terminal({"migrate", "up", "--color=never"});
    CHECK(result.exit_code == 1);
    const auto lines = dunlin::test::lines_on_screen(result.out);
    REQUIRE(lines.size() >= 2);
    CHECK(lines[0].starts_with("applied 1  x"));
    CHECK(lines[1].starts_with("error: "));
}

TEST_CASE("a long statement shows the time that it takes, and what the server says of it") {
    const project p;
    dunlin::sqldb::connection(p.database.config())
        .run_script("CREATE TABLE t (a int);"
                    "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
                    "'BEGIN PERFORM pg_sleep(1.5); RETURN NEW; END';"
                    "CREATE TRIGGER slow BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION slow()");
    p.folder.write("migrations/1_copy.sql", "SELECT 1;\nCOPY t FROM stdin;\n1\n2\n\\.\n");
    p.folder.write("migrations/2_sleep.sql", "SELECT pg_sleep(2.5);");
    const outcome result = p.in_terminal({"migrate", "up"});
    CHECK(result.exit_code == 0);
    CHECK(shows(result, R"(Applying 1, [1-9][\d.]* s: statement 2 of 2, copy: \d rows \[)"));
    CHECK(shows(result, R"(Applying 2, [1-9][\d.]* s \[)"));
}

TEST_CASE("a large migration shows how many of its statements are done") {
    const project p;
    std::string script = "CREATE TABLE t (a text);\n";
    for (int i = 0; i < 40; ++i) {
        script += "INSERT INTO t VALUES ('" + std::string(50 * 1024, 'x') + "');\n";
        script += i == 20 ? "SELECT pg_sleep(0.6);\n" : "";
    }
    p.folder.write("migrations/1_large.sql", script);
    const outcome result = p.in_terminal({"migrate", "up"});
    CHECK(result.exit_code == 0);
    CHECK(shows(result, R"(Applying 1.*: statement \d+ of 42 \[)"));
}
