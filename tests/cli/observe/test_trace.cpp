// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <support/otlp.hpp>

#include <algorithm>
#include <set>

using namespace observe_test;
using dunlin::test::attribute_of;
using dunlin::test::check_otlp_lines;
using dunlin::test::span_named;
using nlohmann::json;

namespace {

constexpr auto parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

std::vector<json> children_of(const std::vector<json>& spans, const json& span) {
    std::vector<json> found;
    std::copy_if(spans.begin(), spans.end(), std::back_inserter(found), [&](const json& item) {
        return item.value("parentSpanId", "") == span.at("spanId").get<std::string>();
    });
    return found;
}

} // namespace

TEST_CASE("a run is a tree of spans: command, run, migration, statement") {
    const project p;
    write_two(p);
    const auto run = p.run({"migrate", "up", "--trace", "trace.jsonl"}, {{"TRACEPARENT", parent}});
    CHECK(run.exit_code == 0);
    const std::string text = p.folder.read("trace.jsonl");
    CHECK(!contains(text, secret));
    const auto spans = check_otlp_lines(text);

    const json command = span_named(spans, "dunlin migrate up");
    CHECK(command.at("traceId") == "4bf92f3577b34da6a3ce929d0e0e4736");
    CHECK(command.at("parentSpanId") == "00f067aa0ba902b7");
    CHECK(command.at("kind") == 1);
    CHECK(attribute_of(command, "process.exit.code") == "0");
    CHECK(!command.at("status").contains("code"));
    const json run_span = span_named(spans, "run");
    CHECK(run_span.at("parentSpanId") == command.at("spanId"));
    CHECK(attribute_of(run_span, "dunlin.run.migrations") == "2");
    const json first = span_named(spans, "migration 1");
    const json second = span_named(spans, "migration 2");
    CHECK(first.at("parentSpanId") == run_span.at("spanId"));
    CHECK(second.at("parentSpanId") == run_span.at("spanId"));
    CHECK(attribute_of(first, "dunlin.migration.description") == "first");
    CHECK(attribute_of(first, "dunlin.migration.direction") == "up");

    const auto statements = children_of(spans, first);
    REQUIRE(statements.size() == 1);
    const json& message = statements[0];
    CHECK(message.at("kind") == 3);
    CHECK(message.at("name") == "BATCH");
    CHECK(attribute_of(message, "db.system.name") == "postgresql");
    CHECK(attribute_of(message, "db.namespace") == p.database.name());
    CHECK(attribute_of(message, "db.operation.name") == "BATCH");
    CHECK(contains(attribute_of(message, "db.query.text"), "INSERT INTO a VALUES (?)"));
    CHECK(std::stoi(attribute_of(message, "db.operation.batch.size")) > 2);
    CHECK(attribute_of(message, "server.address") != "(none)");
    const json index = span_named(children_of(spans, second), "CREATE INDEX i");
    CHECK(attribute_of(index, "db.query.text") == "CREATE INDEX CONCURRENTLY i ON a (t)");
    CHECK(attribute_of(index, "db.query.summary") == "CREATE INDEX i");
    CHECK(attribute_of(span_named(spans, "connect"), "db.system.name") == "postgresql");

    std::set<std::string> ids;
    for (const json& item : spans) {
        CHECK(item.at("traceId") == command.at("traceId"));
        CHECK(ids.insert(item.at("spanId").get<std::string>()).second);
    }
}

TEST_CASE("a failure is in the statement's, the migration's and the command's span") {
    const project p;
    p.write("1_bad.sql", "SELECT '" + secret + "'::int;");
    const auto run = p.run({"migrate", "up", "--trace", "trace.jsonl"});
    CHECK(run.exit_code == 1);
    const std::string text = p.folder.read("trace.jsonl");
    CHECK(!contains(text, secret));
    const auto spans = check_otlp_lines(text);
    const json migration = span_named(spans, "migration 1");
    CHECK(migration.at("status").at("code") == 2);
    CHECK(attribute_of(migration, "error.type") == "22P02");
    const json statement = children_of(spans, migration).at(0);
    CHECK(statement.at("status").at("code") == 2);
    CHECK(attribute_of(statement, "db.response.status_code") == "22P02");
    CHECK(attribute_of(statement, "error.type") == "22P02");
    CHECK(span_named(spans, "run").at("status").at("code") == 2);
    const json command = span_named(spans, "dunlin migrate up");
    CHECK(command.at("status").at("code") == 2);
    CHECK(attribute_of(command, "process.exit.code") == "1");
    CHECK(attribute_of(command, "error.type") == "22P02");
    CHECK(!command.contains("parentSpanId"));
}

TEST_CASE("a lock that is waited for is an event of the migration") {
    const project p;
    p.write("1_first.sql", "CREATE TABLE a (t text);");
    REQUIRE(p.run({"migrate", "up"}).exit_code == 0);
    p.write("2_second.sql", "ALTER TABLE a ADD b int;");
    dunlin::sqldb::connection holder(p.database.config());
    holder.run_script("BEGIN; LOCK TABLE a IN ACCESS SHARE MODE");
    const auto run = p.run({"migrate", "up", "--trace", "t", "--metrics", "m", "--retries", "1",
                            "--lock-timeout", "1500ms"});
    CHECK(run.exit_code == 7);
    const auto spans = check_otlp_lines(p.folder.read("t"));
    const json migration = span_named(spans, "migration 2");
    std::vector<std::string> events;
    for (const json& item : migration.at("events")) {
        events.push_back(item.at("name").get<std::string>());
    }
    CHECK(std::count(events.begin(), events.end(), "retry") == 1);
    CHECK(std::count(events.begin(), events.end(), "waiting for a table's lock") >= 1);
    const std::string metrics = p.folder.read("m");
    CHECK(contains(metrics, "\ndunlin_migration_retries_total{"));
    CHECK(contains(metrics, "lock=\"table\""));
    CHECK(!contains(metrics, "dunlin_lock_waits_total{database=\"" + p.database.name() +
                                 "\",lock=\"table\"} 0\n"));
}

TEST_CASE("the file may stand in the environment and in dunlin.toml, and is appended to") {
    const project p;
    p.folder.write("dunlin.toml", "[telemetry]\ntrace = \"from_file\"\n");
    CHECK(p.run({"db", "ping"}).exit_code == 0);
    CHECK(p.run({"db", "ping"}).exit_code == 0);
    const auto spans = check_otlp_lines(p.folder.read("from_file"));
    CHECK(std::count_if(spans.begin(), spans.end(),
                        [](const json& item) { return item.at("name") == "dunlin db ping"; }) == 2);
    CHECK(p.run({"db", "ping"}, {{"DUNLIN_TRACE", "from_variable"}}).exit_code == 0);
    CHECK(!p.folder.read("from_variable").empty());
    const auto listed = p.run({"config"}, {{"DUNLIN_TRACE", "from_variable"}});
    CHECK(contains(listed.out, "DUNLIN_TRACE"));
}

TEST_CASE("what cannot be written is a warning, and the command succeeds") {
    const project p;
    for (const char* option : {"--trace", "--metrics", "--log-statements"}) {
        const auto run = p.run({"db", "ping", option, "no/such/folder/file"});
        CHECK(run.exit_code == 0);
        CHECK_MESSAGE(run.err.rfind("warning: ", 0) == 0, option);
        CHECK(contains(run.err, "no/such/folder/file"));
    }
    const auto full = p.run({"db", "ping", "--trace", "/dev/full"});
    CHECK(full.exit_code == 0);
    CHECK(contains(full.err, "warning: cannot write to /dev/full"));
}

TEST_CASE("no password is in any file or output") {
    const project p;
    // Nobody listens on tcpmux.
    const std::string url = "postgres://app:" + secret + "@127.0.0.1:1/app";
    const auto run = p.run({"-d", url, "db", "ping", "-vv", "--trace", "t", "--metrics", "m",
                            "--log-statements", "l", "--log-format", "json"},
                           {{"PGPASSWORD", secret}});
    CHECK(run.exit_code == 6);
    for (const std::string& text :
         {run.out, run.err, p.folder.read("t"), p.folder.read("m"), p.folder.read("l")}) {
        CHECK(!contains(text, secret));
    }
    const auto spans = check_otlp_lines(p.folder.read("t"));
    CHECK(span_named(spans, "connect").at("status").at("code") == 2);
    CHECK(attribute_of(span_named(spans, "connect"), "server.port") == "1");
    CHECK(attribute_of(span_named(spans, "dunlin db ping"), "error.type") == "connection");
}

TEST_CASE("a command that is not understood leaves no trace, one that is misconfigured does") {
    const project p;
    p.folder.write("dunlin.toml", "nonsense = 1\n");
    CHECK(p.run({"db", "ping", "--trace", "t"}).exit_code == 2);
    const auto spans = check_otlp_lines(p.folder.read("t"));
    CHECK(attribute_of(span_named(spans, "dunlin db ping"), "error.type") == "config");
}
