// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <support/http_receiver.hpp>
#include <support/otlp.hpp>

using namespace observe_test;
using dunlin::test::http_receiver;
using dunlin::test::http_reply;

namespace {

std::map<std::string, std::string> to(const http_receiver& receiver) {
    return {{"OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url()},
            {"OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20" + secret}};
}

} // namespace

TEST_CASE("spans go to the endpoint that OpenTelemetry's variables name") {
    const project p;
    write_two(p);
    const http_receiver receiver;
    auto variables = to(receiver);
    variables["TRACEPARENT"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const auto run = p.run({"migrate", "up"}, variables);
    CHECK(run.exit_code == 0);
    CHECK(!contains(run.err, "warning: spans"));
    REQUIRE(receiver.requests().size() == 1);
    const auto got = receiver.requests()[0];
    CHECK(got.line == "POST /v1/traces HTTP/1.1");
    CHECK(got.headers.at("authorization") == "Bearer " + secret);
    CHECK(!contains(got.body, secret));
    const auto spans = dunlin::test::check_otlp(got.body);
    const auto command = dunlin::test::span_named(spans, "dunlin migrate up");
    CHECK(command.at("traceId") == "4bf92f3577b34da6a3ce929d0e0e4736");
    CHECK(command.at("parentSpanId") == "00f067aa0ba902b7");
    dunlin::test::span_named(spans, "migration 2");
}

TEST_CASE("a caller that does not record is heeded, but for a file that is asked for") {
    const project p;
    const http_receiver receiver;
    auto variables = to(receiver);
    variables["TRACEPARENT"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    CHECK(p.run({"db", "ping", "--trace", "t"}, variables).exit_code == 0);
    CHECK(receiver.requests().empty());
    CHECK(!p.folder.read("t").empty());
}

TEST_CASE("an endpoint that fails costs a warning, without secrets, and not the command") {
    const project p;
    const http_receiver refusing(http_reply{.status = 401});
    auto run = p.run({"db", "ping"}, to(refusing));
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "warning: spans were not sent to http://127.0.0.1:"));
    CHECK(contains(run.err, "status 401"));
    CHECK(!contains(run.err, secret));

    // Nobody listens on tcpmux.
    run = p.run({"db", "ping"},
                {{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://me:" + secret + "@127.0.0.1:1"}});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "warning: spans were not sent to http://me:***@127.0.0.1:1"));
    CHECK(!contains(run.err, secret));

    run = p.run({"db", "ping"}, {{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"},
                                 {"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"}});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "grpc"));
    CHECK(contains(run.err, "OTEL_TRACES_EXPORTER to none"));
    CHECK(p.run({"db", "ping"}, {{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"},
                                 {"OTEL_TRACES_EXPORTER", "none"}})
              .err == "");
}

TEST_CASE("verbs that touch no project send nothing") {
    const project p;
    const http_receiver receiver;
    for (const char* verb : {"help", "completion"}) {
        CHECK(p.run({verb, std::string(verb) == "help" ? "status" : "bash"}, to(receiver))
                  .exit_code == 0);
    }
    CHECK(receiver.requests().empty());
}
