// SPDX-License-Identifier: MIT
#include <dunlin/telemetry/trace_context.hpp>

#include <doctest/doctest.h>

#include <string>

using dunlin::telemetry::parse_traceparent;

TEST_CASE("a sound traceparent is taken apart") {
    const auto found = parse_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    REQUIRE(found);
    CHECK(found->trace_id == "4bf92f3577b34da6a3ce929d0e0e4736");
    CHECK(found->span_id == "00f067aa0ba902b7");
    CHECK(found->sampled);
    CHECK_FALSE(
        parse_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")->sampled);
    CHECK(parse_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ab")->sampled);
    CHECK_FALSE(
        parse_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ac")->sampled);
}

TEST_CASE("a later version may have more fields") {
    CHECK(parse_traceparent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what"));
    CHECK_FALSE(parse_traceparent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01what"));
    CHECK_FALSE(parse_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what"));
}

TEST_CASE("what is malformed begins a new trace") {
    for (const char* text :
         {"", "00", "00-", "x", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
          "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
          "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
          "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
          "00-4bf92f3577b34da6a3ce929d0e0e473600f067aa0ba902b7-01--------"}) {
        CHECK_MESSAGE(!parse_traceparent(text), text);
    }
}

TEST_CASE("new ids are random hexadecimal digits of the right length") {
    const std::string trace = dunlin::telemetry::new_trace_id();
    const std::string span = dunlin::telemetry::new_span_id();
    CHECK(trace.size() == 32);
    CHECK(span.size() == 16);
    CHECK((trace + span).find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(trace != dunlin::telemetry::new_trace_id());
    CHECK(span != dunlin::telemetry::new_span_id());
}
