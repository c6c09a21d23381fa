// SPDX-License-Identifier: MIT
#include "query_program.hpp"

#include <doctest/doctest.h>
#include <support/wait_until.hpp>

#include <csignal>
#include <set>
#include <string>

TEST_CASE("--watch runs again until it is interrupted, on one connection") {
    const query_program q;
    dunlin::test::running_program program(
        q.complete({"-o", "ndjson", "--watch", "10ms",
                    "SELECT pg_backend_pid() AS pid, statement_timestamp() AS at"}),
        q.at_home({}));
    // When a third run has ended, the rows of the first two are printed.
    const std::string last_end =
        "SELECT coalesce((SELECT query_start::text FROM pg_stat_activity WHERE datname = "
        "current_database() AND application_name = 'dunlin query' AND state = 'idle' AND "
        "query = 'ROLLBACK'), '')";
    std::set<std::string> ends;
    dunlin::test::wait_until([&] {
        ends.insert(q.value(last_end));
        ends.erase("");
        return ends.size() >= 3;
    });
    program.send(SIGINT);
    const auto run = program.wait();
    CHECK(run.exit_code == 130);
    const auto first = run.out.substr(0, run.out.find(",\"at\""));
    CHECK(run.out.find(first, 1) != std::string::npos);
}

TEST_CASE("--watch refuses what would never be whole") {
    const query_program q;
    for (const std::vector<std::string>& more :
         {std::vector<std::string>{"-o", "json"}, {"-o", "csv"}, {"--write"}, {"--output", "x"}}) {
        auto line = more;
        line.insert(line.end(), {"--watch", "1", "SELECT 1"});
        CHECK(q.run(line).exit_code == 2);
    }
    for (const auto* pause : {"0", "soon", "-1"}) {
        CHECK(q.run({std::string("--watch=") + pause, "SELECT 1"}).exit_code == 2);
    }
}
