// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/telemetry/trace_file.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/otlp.hpp>
#include <support/temporary_folder.hpp>

using namespace dunlin::telemetry;
using dunlin::test::attribute_of;

namespace {

trace_identity somebody() {
    return {.resource = {{"service.name", "dunlin"}},
            .trace_id = "4bf92f3577b34da6a3ce929d0e0e4736",
            .trace_state = "vendor=1",
            .version = "1.2.3"};
}

span example() {
    span written;
    written.id = "00f067aa0ba902b7";
    written.parent = "00f067aa0ba902b8";
    written.name = "SELECT t";
    written.kind = span_kind::client;
    written.begin = dunlin::timestamp(std::chrono::microseconds(1700000000123456));
    written.end = written.begin + std::chrono::milliseconds(2);
    written.about = {{"text", "caf\xC3\xA9 \"\n\xFF"},
                     {"count", std::int64_t{9007199254740993}},
                     {"part", 0.5},
                     {"yes", true}};
    written.events = {{"retry", written.begin, {{"attempt", std::int64_t{1}}}}};
    written.failed = true;
    written.message = "no";
    return written;
}

} // namespace

TEST_CASE("a batch is one line of OTLP's JSON") {
    const dunlin::test::temporary_folder folder;
    trace_file file(folder / "trace.jsonl", somebody());
    file.export_spans({example(), example()});
    file.export_spans({example()});
    const std::string text = folder.read("trace.jsonl");
    CHECK(std::count(text.begin(), text.end(), '\n') == 2);
    const auto spans = dunlin::test::check_otlp_lines(text);
    REQUIRE(spans.size() == 3);
    const auto& read_span = spans[0];
    CHECK(read_span.at("traceId") == "4bf92f3577b34da6a3ce929d0e0e4736");
    CHECK(read_span.at("spanId") == "00f067aa0ba902b7");
    CHECK(read_span.at("parentSpanId") == "00f067aa0ba902b8");
    CHECK(read_span.at("traceState") == "vendor=1");
    CHECK(read_span.at("kind") == 3);
    CHECK(read_span.at("startTimeUnixNano") == "1700000000123456000");
    CHECK(read_span.at("endTimeUnixNano") == "1700000000125456000");
    CHECK(attribute_of(read_span, "count") == "9007199254740993");
    CHECK(attribute_of(read_span, "text") == "caf\xC3\xA9 \"\n\xEF\xBF\xBD");
    CHECK(attribute_of(read_span, "part") == "0.5");
    CHECK(attribute_of(read_span, "yes") == "true");
    CHECK(read_span.at("status").at("code") == 2);
    CHECK(read_span.at("status").at("message") == "no");
    CHECK(read_span.at("events").at(0).at("name") == "retry");
}

TEST_CASE("a file that cannot be opened is an error with its name") {
    const dunlin::test::temporary_folder folder;
    const auto problem = dunlin::test::caught<dunlin::error>(
        [&] { trace_file(folder / "no/such/folder/trace", somebody()); });
    CHECK(problem.message().find("no/such/folder/trace") != std::string::npos);
}
