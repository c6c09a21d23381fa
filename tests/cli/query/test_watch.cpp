// SPDX-License-Identifier: MIT
#include "query_program.hpp"

#include <doctest/doctest.h>

#include <csignal>

TEST_CASE("--watch runs again until it is interrupted, on one connection") {
    const query_program q;
    dunlin::test::running_program program(
        q.complete({"-o", "ndjson", "--watch", "10ms",
                    "SELECT pg_backend_pid() AS pid, statement_timestamp() AS at"}),
        q.at_home({}));
    program.wait_for_output("}\n{"); // the second run
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
