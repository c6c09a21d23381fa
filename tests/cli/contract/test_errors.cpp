// SPDX-License-Identifier: MIT
// Failures of every kind, as the object that the schema describes.
#include "contract.hpp"

using namespace dunlin::test;

namespace {

void check_error(const std::vector<std::string>& arguments, const surroundings& where,
                 int exit_code) {
    for (const std::string format : {"json", "ndjson"}) {
        auto all = arguments;
        all.insert(all.end(), {"--format", format});
        const auto run = run_program(all, where);
        CHECK(run.exit_code == exit_code);
        const auto messages = lines_of(run.err);
        REQUIRE(!messages.empty());
        check_valid(messages.back(), {"error"}, arguments.front());
    }
}

} // namespace

TEST_CASE("errors of every kind are objects that the schema describes") {
    const test_database database;
    const temporary_folder folder;
    folder.write("migrations/1_a.sql", "CREATE TABLE a ();\n");
    folder.write("migrations/2_b.sql", "CREATE INDEX ON widgit (name);\n");
    folder.write("bad/create_a.sql", "SELECT 1;\n");
    const surroundings here{.environment = {{"DUNLIN_DATABASE", database.url()}},
                            .folder = folder.path()};
    check_error({"migrate", "up"}, here, 1);
    check_error({"query", "selekt 1"}, here, 1);
    check_error({"query", "select :a"}, here, 2);
    check_error({"migrate", "up", "-m", "bad"}, here, 2);
    check_error({"migrate", "upp"}, here, 2);
    check_error({"status", "--nonsense"}, here, 2);
    check_error({"migrate", "to", "77"}, here, 5);
    check_error({"db", "ping", "-d", "postgres://nobody:secret@localhost:1/none"}, here, 6);
    check_error({"db", "drop"}, here, 8);
}

TEST_CASE("the log as JSON is what the schema describes, to the last line") {
    const test_database database;
    const temporary_folder folder;
    folder.write("migrations/1_a.sql", "CREATE TABLE a ();\n");
    const surroundings here{.environment = {{"DUNLIN_DATABASE", database.url()}},
                            .folder = folder.path()};
    const auto run = run_program({"migrate", "up", "--log-format", "json", "-vv"}, here);
    const auto messages = lines_of(run.err);
    CHECK(messages.size() > 3);
    for (const auto& line : messages) {
        check_valid(line, {"log"}, "--log-format json");
    }
    const auto failed = run_program(
        {"query", "selekt 1", "--log-format", "json", "--log-statements", "statements"}, here);
    check_valid(failed.err, {"log"}, "an error under --log-format json");
    check_valid(failed.err, {"error"}, "an error under --log-format json");
    for (const auto& line : lines_of(folder.read("statements"))) {
        check_valid(line, {"logged_statement"}, "--log-statements");
    }
}
