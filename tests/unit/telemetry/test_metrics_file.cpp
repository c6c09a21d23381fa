// SPDX-License-Identifier: MIT
#include <dunlin/output/reader_wait.hpp>
#include <dunlin/telemetry/metrics_file.hpp>
#include <dunlin/telemetry/migration_metrics.hpp>

#include <doctest/doctest.h>
#include <support/temporary_folder.hpp>

#include <string>

using namespace dunlin::telemetry;
using namespace std::chrono_literals;
using dunlin::exit_code;

namespace {

/// A metrics file that commands on one database update in turn.
struct metrics_fixture {
    dunlin::test::temporary_folder folder;

    void update(const std::string& verb, exit_code code,
                const migration_metrics& migrations) const {
        update_metrics_file(folder / "m.prom",
                            {.verb = verb,
                             .code = code,
                             .duration = 1500ms,
                             .database = database_labels{"app", "db.example:5432"},
                             .statements = 2,
                             .failed_statements = 0,
                             .statement_duration = 250ms,
                             .connections = 1,
                             .failed_connections = 0,
                             .connection_duration = 5ms},
                            migrations, {});
    }
    [[nodiscard]] bool has(const std::string& line) const {
        return ("\n" + folder.read("m.prom")).find("\n" + line + "\n") != std::string::npos;
    }
};

migration_metrics at_version(const std::string& version) {
    migration_metrics metrics;
    metrics.current = version;
    return metrics;
}

const std::string labels = R"(database="app",server="db.example:5432")";

} // namespace

TEST_CASE_FIXTURE(metrics_fixture, "counters continue from the file, gauges are replaced") {
    migration_metrics first;
    first.completed["up"] = 3;
    first.duration = 4s;
    update("migrate up", exit_code::done, first);
    migration_metrics second;
    second.completed["up"] = 1;
    second.failures = 1;
    update("migrate up", exit_code::failed, second);
    CHECK(has("dunlin_command_runs_total{" + labels + R"(,verb="migrate up",exit_code="0"} 1)"));
    CHECK(has("dunlin_command_runs_total{" + labels + R"(,verb="migrate up",exit_code="1"} 1)"));
    CHECK(has("dunlin_command_exit_code{" + labels + R"(,verb="migrate up"} 1)"));
    CHECK(has("dunlin_command_duration_seconds{" + labels + R"(,verb="migrate up"} 1.5)"));
    CHECK(has("dunlin_migrations_run_total{" + labels + R"(,direction="up"} 4)"));
    CHECK(has("dunlin_migration_failures_total{" + labels + "} 1"));
    CHECK(has("dunlin_migration_duration_seconds_total{" + labels + "} 4"));
    CHECK(has("dunlin_statements_total{" + labels + "} 4"));
    CHECK(has("dunlin_connections_total{" + labels + "} 2"));
}

TEST_CASE_FIXTURE(metrics_fixture, "a command keeps what only other commands know") {
    migration_metrics metrics = at_version("1.05");
    metrics.states = {{"applied", 5}, {"pending", 2}};
    metrics.pending = 2;
    update("status", exit_code::done, metrics);
    update("query", exit_code::done, {});
    CHECK(has("dunlin_migrations{" + labels + R"(,state="applied"} 5)"));
    CHECK(has("dunlin_migrations_pending{" + labels + "} 2"));
    CHECK(has("dunlin_schema_info{" + labels + R"(,version="1.05"} 1)"));
}

TEST_CASE_FIXTURE(metrics_fixture, "the newest version replaces the one before") {
    update("status", exit_code::done, at_version("1.05"));
    update("migrate up", exit_code::done, at_version("1.06"));
    CHECK(has("dunlin_schema_info{" + labels + R"(,version="1.06"} 1)"));
    CHECK_FALSE(has("dunlin_schema_info{" + labels + R"(,version="1.05"} 1)"));
    update("migrate down", exit_code::done, at_version(""));
    CHECK(folder.read("m.prom").find("dunlin_schema_info{") == std::string::npos);
}

TEST_CASE_FIXTURE(metrics_fixture, "the success time stays when a run fails") {
    update("status", exit_code::failed, {});
    CHECK(folder.read("m.prom").find("dunlin_command_last_success_timestamp_seconds{") ==
          std::string::npos);
    CHECK(folder.read("m.prom").find("dunlin_command_last_run_timestamp_seconds{") !=
          std::string::npos);
}
