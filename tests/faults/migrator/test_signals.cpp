// SPDX-License-Identifier: MIT
#include "stage.hpp"

#include <doctest/doctest.h>

#include <csignal>

using faults::contains;
using faults::stage;

namespace {

void write_endless(const stage& s) {
    s.write("1_fast.sql", "CREATE TABLE a ();");
    s.write("2_endless.sql", "CREATE TABLE b ();\nSELECT pg_sleep(3600);");
}

} // namespace

TEST_CASE("SIGINT and SIGTERM cancel the statement on the server, and what is committed stays") {
    for (const int signal : {SIGINT, SIGTERM}) {
        const stage s;
        write_endless(s);
        const auto run = s.start({"up"});
        REQUIRE(s.runs("2"));
        run->send(signal);
        const auto ended = run->wait();
        CHECK(ended.exit_code == 128 + signal);
        CHECK(s.falls_silent());
        CHECK(s.applied() == "1");
        CHECK(s.ask("SELECT (to_regclass('b') IS NULL)::text") == "true");
        CHECK(contains(ended.err, "applied before this: 1"));
    }
}

TEST_CASE("the statement of a client that was killed ends soon on the server") {
    const stage s;
    write_endless(s);
    const auto run = s.start({"up"});
    REQUIRE(s.runs("2"));
    const bool can_check =
        s.ask("SELECT (count(*) > 0)::text FROM pg_settings WHERE name = "
              "'client_connection_check_interval' AND version() LIKE '%linux%'") == "true";
    run->send(SIGKILL);
    run->wait();
    // A server before 14 cannot know; the next run cancels the statement there.
    CHECK((s.falls_silent() || !can_check));
}
