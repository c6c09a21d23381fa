// SPDX-License-Identifier: MIT
// The events of a run that meets everything a run can meet.
#include "contract.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <set>

using namespace dunlin::test;

namespace {

std::string event_of(const std::string& line) {
    constexpr std::string_view opening = R"({"event":")";
    return line.starts_with(opening)
               ? line.substr(opening.size(), line.find('"', opening.size()) - opening.size())
               : "";
}

} // namespace

TEST_CASE("every event of a run is what the schema describes") {
    const test_database database;
    const temporary_folder folder;
    folder.write("migrations/1_slow.sql", "SELECT pg_sleep(1.2);\nDROP TABLE IF EXISTS no;\n");
    folder.write("migrations/2_steps.sql", "CREATE INDEX CONCURRENTLY held_id ON free (id);\n");
    folder.write("migrations/3_locked.sql", "ALTER TABLE held ADD COLUMN name text;\n");
    dunlin::sqldb::connection blocker(database.config());
    blocker.run_script("CREATE TABLE free (id int); CREATE TABLE held (id int)");
    blocker.run_script("BEGIN; LOCK TABLE held");
    running_program run(
        {"migrate", "up", "--format", "ndjson", "--lock-timeout", "150ms", "--retries", "100"},
        {.environment = {{"DUNLIN_DATABASE", database.url()}}, .folder = folder.path()});
    run.wait_for_output(R"("event":"retry")");
    blocker.run_script("COMMIT");
    const auto result = run.wait();
    CHECK_MESSAGE(result.exit_code == 0, result.err);
    std::set<std::string> events;
    for (const auto& line : lines_of(result.out)) {
        check_valid(line, {"run_event"}, "migrate up");
        events.insert(event_of(line));
    }
    folder.write("migrations/4_bad.sql", "SELECT no_such_column;\n");
    const auto failed = run_program(
        {"migrate", "up", "--format", "ndjson"},
        {.environment = {{"DUNLIN_DATABASE", database.url()}}, .folder = folder.path()});
    for (const auto& line : lines_of(failed.out)) {
        check_valid(line, {"run_event"}, "migrate up");
        events.insert(event_of(line));
    }
    for (const char* event :
         {"failed", "plan", "begin", "activity", "notice", "step", "done", "retry", "summary"}) {
        CHECK_MESSAGE(events.count(event) == 1, "no event ", event);
    }
}
