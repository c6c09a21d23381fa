// SPDX-License-Identifier: MIT
#include "seed_project.hpp"

#include <doctest/doctest.h>
#include <support/wait_until.hpp>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>

using dunlin::test::seed_project;

namespace {

constexpr const char* digest =
    "SELECT count(*) || md5(coalesce(string_agg(o::text, ',' ORDER BY owner_id), '')) FROM owners o";

/// A killed client leaves its session behind for a moment, until the server sees the closed socket.
void await_end_of_other_sessions(seed_project& project) {
    dunlin::test::wait_until([&] {
        return project.value(
                   "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                   "AND pid <> pg_backend_pid() AND backend_type = 'client backend'") == "0";
    });
}

} // namespace

TEST_CASE_FIXTURE(seed_project, "a kill at any moment leaves the tables as before, or as after") {
    db().run_script("INSERT INTO owners VALUES (0, 'before')");
    std::string csv = "owner_id,name\n";
    for (int i = 10; i < 60000; ++i) {
        csv += std::to_string(i) + ",owner " + std::to_string(i) + "\n";
    }
    folder().write("seed/2_owners.csv", csv);
    folder().write("seed/3_owners.sql", "UPDATE owners SET name = name || '!' WHERE owner_id < 9;");
    const std::string before = value(digest);
    int killed = 0;
    for (int round = 0; round < 25; ++round) {
        // From at once to about as long as a whole run takes.
        const auto moment = std::chrono::microseconds(round * round * 600);
        {
            const dunlin::test::running_program run({"seed", "--reset", "--yes", "-d", url()},
                                                    {.folder = folder().path()});
            std::this_thread::sleep_for(moment);
            run.send(SIGKILL);
        }
        await_end_of_other_sessions(*this);
        if (value("SELECT count(*) FROM owners WHERE name = 'before'") == "1") {
            CHECK(value(digest) == before);
            ++killed;
        } else {
            CHECK(value("SELECT count(*) FROM owners") == "59992");
            db().run_script("TRUNCATE owners; INSERT INTO owners VALUES (0, 'before')");
        }
    }
    CHECK(killed > 0);
    // And the next run finds nothing in its way.
    CHECK(seed({"--reset", "--yes"}).exit_code == 0);
    CHECK(value("SELECT count(*) FROM owners") == "59992");
}
