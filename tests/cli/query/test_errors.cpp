// SPDX-License-Identifier: MIT
#include "query_program.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <support/wait_until.hpp>

#include <csignal>
#include <sstream>
#include <thread>

namespace {

/// In this test's database only: other tests run beside it.
constexpr auto queries_at_work =
    "SELECT count(*)::text FROM pg_stat_activity WHERE datname = current_database() AND "
    "state = 'active' AND application_name = 'dunlin query'";

} // namespace

TEST_CASE("an SQL error shows its line and a caret") {
    const query_program q;
    q.folder.write("query.sql",
                   "SELECT 1,\n  :a::int + n\xC3\xA4hh\nFROM generate_series(1, 2) n;\n");
    const auto run = q.run({"-f", "query.sql", "-p", "a=1"});
    CHECK(run.exit_code == 1);
    CHECK(run.out == "");
    CHECK(run.err == "error: query.sql:2:13: column \"n\xC3\xA4hh\" does not exist (42703)\n"
                     "  2 |   :a::int + n\xC3\xA4hh\n"
                     "    |             ^\n");
}

TEST_CASE("an unknown table or column is told what was probably meant") {
    const query_program q;
    q.execute("CREATE TABLE widgets (widget_id int, \"Name\" text); CREATE SCHEMA shop; "
              "CREATE TABLE shop.orders (a int); CREATE VIEW latest AS SELECT 1 AS x");
    const auto hint = [&](const std::string& sql) {
        const std::string message = q.run({sql}).err;
        const auto at = message.find("hint: ");
        return at == message.npos ? "" : message.substr(at + 6, message.find('\n', at) - at - 6);
    };
    CHECK(hint("SELECT * FROM widgit") == "did you mean \"widgets\"?");
    CHECK(hint("SELECT * FROM \"Widgets\"") == "did you mean \"widgets\"?");
    CHECK(hint("SELECT * FROM orders") == "did you mean \"shop.orders\"?");
    CHECK(hint("SELECT * FROM shop.order") == "did you mean \"shop.orders\"?");
    CHECK(hint("SELECT * FROM latst") == "did you mean \"latest\"?");
    CHECK(hint("SELECT * FROM quite_another_thing") == "");
    CHECK(hint("SELECT price FROM widgets") == "the columns are widget_id, Name");
    CHECK(hint("INSERT INTO widgets (widgetid) SELECT 1") == "did you mean \"widget_id\"?");
    CHECK(hint("SELECT widgt_id FROM widgets").starts_with("Perhaps you meant")); // the server's
}

TEST_CASE("under JSON the error has the same place") {
    const query_program q;
    const auto run = q.run({"-o", "json", "SELECT\n nope"});
    CHECK(run.out == "");
    const auto problem = nlohmann::json::parse(run.err)["error"];
    CHECK(problem["kind"] == "undefined_column");
    CHECK(problem["line"] == 2);
    CHECK(problem["column"] == 2);
    CHECK(problem["statement"] == "SELECT\n nope");
}

TEST_CASE("an error of EXPLAIN has its place in the text without the prefix") {
    const query_program q;
    CHECK(
        contains(q.run({"--explain", "analyze", "SELECT nope"}).err, "line 1:8: column \"nope\""));
}

TEST_CASE("--timeout cancels the statement on the server") {
    const query_program q;
    const auto run = q.run({"--timeout", "100ms", "SELECT pg_sleep(60)"});
    CHECK(run.exit_code == 1);
    CHECK(contains(run.err, "100 ms"));
    CHECK(q.value(queries_at_work) == "0");
}

TEST_CASE("a signal cancels the statement on the server") {
    const query_program q;
    dunlin::test::running_program program(q.complete({"SELECT pg_sleep(60)"}), q.at_home({}));
    dunlin::test::wait_until([&] { return q.value(queries_at_work) != "0"; });
    program.send(SIGTERM);
    CHECK(program.wait().exit_code == 143);
    CHECK(q.value(queries_at_work) == "0");
}

TEST_CASE("notices of the server go to stderr") {
    const query_program q;
    const auto run = q.run({"DO $$ BEGIN RAISE NOTICE 'hello'; END $$"});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "");
    CHECK(contains(run.err, "hello"));
}

namespace {

std::string psql_hint(const query_program& q, const std::string& text) {
    const auto run = q.run({text});
    CHECK(run.exit_code == 2);
    CHECK(contains(run.err, " is a command of psql, not SQL\nhint: "));
    return run.err.substr(run.err.find("hint: ") + 6);
}

/// The SQL of a hint that has "`dunlin query 'SQL'`".
std::string sql_of_hint(const std::string& hint) {
    const std::string begin = "`dunlin query ";
    REQUIRE(hint.rfind(begin, 0) == 0);
    const char quote = hint[begin.size()];
    const std::size_t first = begin.size() + 1;
    return hint.substr(first, hint.find(quote, first) - first);
}

/// The arguments of a hint that has "`dunlin schema show ...`".
std::vector<std::string> arguments_of_hint(const std::string& hint) {
    std::istringstream command(hint.substr(1, hint.find('`', 1) - 1));
    std::vector<std::string> arguments;
    std::string word;
    command >> word; // the program
    while (command >> word) {
        arguments.push_back(word);
    }
    return arguments;
}

} // namespace

TEST_CASE("a command of psql is answered with the SQL or verb that does the same") {
    const query_program q;
    q.execute("CREATE SCHEMA shop; CREATE TABLE shop.orders (order_id int PRIMARY KEY); "
              "CREATE VIEW latest AS SELECT 1 AS one; CREATE SEQUENCE numbers; "
              "CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1'; "
              "GRANT SELECT ON shop.orders TO PUBLIC");
    const auto answer = [&](const std::string& command) {
        const std::string hint = psql_hint(q, command);
        const std::string show = "`dunlin schema show";
        const auto run = hint.starts_with(show)
                             ? dunlin::test::run_program(arguments_of_hint(hint), q.at_home({}))
                             : q.run({"-o", "csv", sql_of_hint(hint)});
        CHECK(run.exit_code == 0);
        return run.out;
    };
    CHECK(contains(answer("\\dt"), "shop.orders"));
    CHECK(contains(answer("\\dt+"), "shop.orders"));
    CHECK(contains(answer("  \\d\n"), "shop.orders"));
    CHECK(contains(answer("\\d shop.orders"), "order_id | integer | not null"));
    CHECK(contains(answer("\\d orders;"), "order_id | integer | not null"));
    CHECK(contains(answer("\\dv"), "latest"));
    CHECK(contains(answer("\\di"), "orders_pkey"));
    CHECK(contains(answer("\\ds"), "numbers"));
    CHECK(contains(answer("\\dn"), "shop"));
    CHECK(contains(answer("\\df"), "twice(integer)"));
    CHECK(contains(answer("\\dx"), "plpgsql"));
    CHECK(contains(answer("\\du"), "pg_monitor"));
    CHECK(contains(answer("\\dp"), "PUBLIC,shop,orders,SELECT"));
    CHECK(contains(answer("\\l"), "template1"));
}

TEST_CASE("a command of psql is answered with the verb or option that does the same") {
    const query_program q;
    CHECK(q.run({"\\i x.sql"}).err ==
          "error: \\i is a command of psql, not SQL\nhint: use --file FILE\n");
    CHECK(contains(psql_hint(q, "\\copy t from 'x.csv' csv"), "`dunlin seed load TABLE FILE`"));
    CHECK(contains(psql_hint(q, "\\x"), "--format vertical"));
    CHECK(contains(psql_hint(q, "\\t"), "--no-header"));
    CHECK(contains(psql_hint(q, "\\nosuch"), "`dunlin query --help`"));
    // A name that would end the quotes is not inserted.
    CHECK_FALSE(contains(psql_hint(q, "\\d x'y"), "x'y"));
    CHECK(contains(q.run({}, {.input = "\\dt\n"}).err, "\\dt is a command of psql"));
}
