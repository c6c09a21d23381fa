// SPDX-License-Identifier: MIT
#include "pooler.hpp"
#include "stage.hpp"

#include <dunlin/sqldb/pool.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>

#include <csignal>
#include <memory>
#include <string>
#include <vector>

using faults::contains;
using faults::pooler;
using faults::stage;

namespace {

void write_effects(const stage& s, int count) {
    s.write("01_effects.sql", "CREATE TABLE effects (n int);");
    for (int i = 2; i <= count; ++i) {
        s.write(std::to_string(i) + "_effect.sql",
                "INSERT INTO effects VALUES (" + std::to_string(i) + ");");
    }
}

constexpr auto all_once = "SELECT count(*) || ' ' || count(DISTINCT n) FROM effects";

} // namespace

TEST_CASE("behind pgbouncer in transaction mode, runners started at once apply everything once") {
    const stage s;
    const pooler between(s.socket());
    const std::string route = s.over(between.host(), pooler::port);
    write_effects(s, 20);
    s.write("21_session.sql", "SET search_path = pg_catalog; SET statement_timeout = 1234;\n"
                              "CREATE TEMPORARY TABLE scratch ();");
    s.write("22_index.sql", "CREATE INDEX CONCURRENTLY effects_n ON effects (n);");
    s.write("23_effect.sql", "INSERT INTO effects VALUES (23);");
    std::vector<std::unique_ptr<dunlin::test::running_program>> all;
    for (int i = 0; i < 8; ++i) {
        all.push_back(s.start({"up"}, route));
    }
    for (const auto& client : all) {
        const auto ended = client->wait();
        CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    }
    CHECK(s.ask(all_once) == "20 20");
    CHECK(s.ask("SELECT count(*)::text FROM dunlin.events WHERE action = 'up'") == "23");
    CHECK(s.ask("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'effects_n'::regclass") ==
          "true");
    CHECK(s.ask("SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND database = "
                "(SELECT oid FROM pg_database WHERE datname = current_database())") == "0");
}

TEST_CASE("where only one session is served at a time, a run says so instead of waiting") {
    const stage s;
    s.write("1_a.sql", "CREATE TABLE a ();");
    const auto check_refusal = [&](const std::string& route) {
        for (const auto& arguments : {std::vector<std::string>{"up", "--lock-wait", "1s"},
                                      {"up", "--lock-wait", "0s", "--timeout", "20s"}}) {
            const auto refused = s.migrate(arguments, route);
            CHECK_MESSAGE(refused.exit_code == 6, refused.err);
            CHECK_MESSAGE(contains(refused.err, "one session at a time"), refused.err);
            CHECK_MESSAGE(contains(refused.err, "pool_size"), refused.err);
        }
    };
    for (const char* mode : {"transaction", "session"}) {
        CAPTURE(mode);
        const pooler between(s.socket(), {mode, 1});
        const std::string route = s.over(between.host(), pooler::port);
        check_refusal(route);
        const auto limited = s.migrate({"up", "--lock-wait", "1h", "--timeout", "1s"}, route);
        CHECK_MESSAGE(contains(limited.err, "one session at a time"), limited.err);
        CHECK(s.ask("SELECT (to_regclass('a') IS NULL)::text") == "true");
    }
    // Like PGlite, which closes every connection but the first.
    const dunlin::test::temporary_folder folder;
    const dunlin::test::proxy single(s.socket(), folder.path(), [](const auto& message) {
        const bool is_start = message.from == dunlin::test::sender::client && message.type == '\0';
        if (is_start && message.connection % 2 == 0) {
            return dunlin::test::verdict::cut_before;
        }
        return dunlin::test::verdict::forward;
    });
    check_refusal(s.over(single.host(), 5432));
    s.migrate({"up"});
    CHECK(s.applied() == "1");
}

TEST_CASE("behind pgbouncer, where transactions share no session, nothing is left in one") {
    const stage s;
    const pooler between(s.socket());
    write_effects(s, 40);
    s.write("41_look.sql", "CREATE TABLE seen AS SELECT count(*) FROM pg_prepared_statements;");
    const auto ended = s.migrate({"up"}, s.over(between.host(), pooler::port));
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(s.ask(all_once) == "39 39");
    CHECK(s.ask("SELECT count::text FROM seen") == "0");
}

TEST_CASE("behind pgbouncer, what a killed run left at work does not run beside the next one") {
    const stage s;
    const pooler between(s.socket());
    const std::string route = s.over(between.host(), pooler::port);
    s.execute("CREATE TABLE pace AS SELECT 600 AS seconds; CREATE TABLE effects (n int)");
    s.write("1_slow.sql", "SET client_connection_check_interval = 0;\n"
                          "INSERT INTO effects VALUES (1);\n"
                          "SELECT pg_sleep((SELECT seconds FROM pace));");
    const auto first = s.start({"up"}, route);
    REQUIRE(s.runs("1"));
    first->send(SIGKILL);
    first->wait();
    s.execute("UPDATE pace SET seconds = 0");
    const auto second = s.migrate({"up"}, route);
    CHECK_MESSAGE(second.exit_code == 0, second.err);
    CHECK(s.ask(all_once) == "1 1");
    CHECK(s.applied() == "1");
    CHECK(s.falls_silent());
}

TEST_CASE("the mark of a protected environment holds behind pgbouncer, and is made through it") {
    const stage s;
    const pooler between(s.socket());
    const std::string route = s.over(between.host(), pooler::port);
    write_effects(s, 2);
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"-d", route});
        return dunlin::test::run_program(arguments, {.folder = s.folder().path()});
    };
    s.folder().write("dunlin.toml", "[env.production]\nprotected = true\n");
    REQUIRE(run({"-e", "production", "migrate", "up"}).exit_code == 0);
    s.folder().write("dunlin.toml", "");
    for (const auto& line : {std::vector<std::string>{"migrate", "repair", "--unmark", "2"},
                             {"query", "-w", "DELETE FROM effects"}}) {
        CHECK(run(line).exit_code == 8);
        auto confirmed = line;
        confirmed.insert(confirmed.end(), {"--confirm", "production"});
        CHECK(run(confirmed).exit_code == 0);
    }
    // What was asked of one of the pooler's sessions does not stay there.
    CHECK(
        run({"query", "-o", "csv",
             "SELECT coalesce(nullif(current_setting('dunlin.protection', true), ''), 'none') AS v"})
            .out == "v\nnone\n");
}

TEST_CASE("behind pgbouncer in transaction mode, a pool prepares no statements") {
    const stage s;
    const pooler between(s.socket());
    dunlin::sqldb::config settings;
    settings.url = s.over(between.host(), pooler::port);
    settings.max_open = 2;
    dunlin::sqldb::pool pool(settings);
    for (int i = 0; i < 20; ++i) {
        auto first = pool.borrow();
        auto second = pool.borrow();
        // While the first session's transaction is open, the pooler gives the second another one.
        dunlin::sqldb::transaction open(*first);
        CHECK(dunlin::sqldb::query_value<int>(open, "SELECT 1 AS again") == 1);
        CHECK(dunlin::sqldb::query_value<int>(*second, "SELECT 1 AS again") == 1);
    }
    CHECK(s.ask("SELECT count(*)::text FROM pg_prepared_statements") == "0");
    CHECK(dunlin::sqldb::query_value<std::int64_t>(
              pool, "SELECT count(*) FROM pg_prepared_statements") == 0);
}
