// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/metrics.hpp>
#include <dunlin/sqldb/span.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace dunlin::sqldb;
using namespace std::chrono_literals;

namespace {

std::string text_of(const span_facts& facts, const std::string& name) {
    for (const auto& attribute : facts.attributes) {
        if (attribute.name == name) {
            const auto* number = std::get_if<std::int64_t>(&attribute.value);
            return number != nullptr ? std::to_string(*number)
                                     : std::get<std::string>(attribute.value);
        }
    }
    return "(none)";
}

const server_address somewhere{"db.example", 5433, "shop"};

} // namespace

TEST_CASE("a statement's span has the attributes of the conventions and no value") {
    statement_event event;
    event.sql = "INSERT INTO public.users (name) VALUES ('s3cret')";
    event.rows = 1;
    event.backend_pid = 7;
    event.server = &somewhere;
    const span_facts facts = describe_span(event);
    CHECK(facts.name == "INSERT public.users");
    CHECK_FALSE(facts.failed);
    CHECK(text_of(facts, "db.system.name") == "postgresql");
    CHECK(text_of(facts, "db.namespace") == "shop");
    CHECK(text_of(facts, "db.query.text") == "INSERT INTO public.users (name) VALUES (?)");
    CHECK(text_of(facts, "db.query.summary") == "INSERT public.users");
    CHECK(text_of(facts, "db.operation.name") == "INSERT");
    CHECK(text_of(facts, "db.collection.name") == "public.users");
    CHECK(text_of(facts, "db.response.returned_rows") == "1");
    CHECK(text_of(facts, "server.address") == "db.example");
    CHECK(text_of(facts, "server.port") == "5433");
    CHECK(text_of(facts, "error.type") == "(none)");
}

TEST_CASE("a refused statement and a refused connection say by what") {
    statement_event event;
    event.sql = "SELECT";
    event.sqlstate = "42601";
    CHECK(describe_span(event).failed);
    CHECK(text_of(describe_span(event), "db.response.status_code") == "42601");
    connect_event connect;
    connect.failed = true;
    CHECK(text_of(describe_span(connect), "error.type") == "connection");
    connect.sqlstate = "28P01";
    CHECK(text_of(describe_span(connect), "error.type") == "28P01");
}

TEST_CASE("the metrics' place is where a command got to, not the maintenance database") {
    statement_metrics metrics;
    const server_address maintenance{"db.example", 5433, "postgres"};
    connect_event first;
    first.server = &maintenance;
    first.duration = 2ms;
    metrics.on_connect(first);
    connect_event second;
    second.server = &somewhere;
    second.failed = true;
    metrics.on_connect(second);
    statement_event event;
    event.rows = 3;
    event.duration = 5ms;
    event.sqlstate = "57014";
    metrics.on_statement(event);
    const auto totals = metrics.totals();
    REQUIRE(totals.server);
    CHECK(totals.server->database == "shop");
    CHECK(totals.connects == 2);
    CHECK(totals.connect_failures == 1);
    CHECK(totals.connect_duration == 2ms);
    CHECK(totals.statements == 1);
    CHECK(totals.failures == 1);
    CHECK(totals.rows == 3);
    CHECK(totals.duration == 5ms);
}
