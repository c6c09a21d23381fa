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
    span made;
    made.id = "00f067aa0ba902b7";
    made.parent = "00f067aa0ba902b8";
    made.name = "SELECT t";
    made.kind = span_kind::client;
    made.begin = dunlin::timestamp(std::chrono::microseconds(1700000000123456));
    made.end = made.begin + std::chrono::milliseconds(2);
    made.about = {{"text", "caf\xC3\xA9 \"\n\xFF"},
                  {"count", std::int64_t{9007199254740993}},
                  {"part", 0.5},
                  {"yes", true}};
    made.events = {{"retry", made.begin, {{"attempt", std::int64_t{1}}}}};
    made.failed = true;
    made.message = "no";
    return made;
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
    const auto& one = spans[0];
    CHECK(one.at("traceId") == "4bf92f3577b34da6a3ce929d0e0e4736");
    CHECK(one.at("spanId") == "00f067aa0ba902b7");
    CHECK(one.at("parentSpanId") == "00f067aa0ba902b8");
    CHECK(one.at("traceState") == "vendor=1");
    CHECK(one.at("kind") == 3);
    CHECK(one.at("startTimeUnixNano") == "1700000000123456000");
    CHECK(one.at("endTimeUnixNano") == "1700000000125456000");
    CHECK(attribute_of(one, "count") == "9007199254740993");
    CHECK(attribute_of(one, "text") == "caf\xC3\xA9 \"\n\xEF\xBF\xBD");
    CHECK(attribute_of(one, "part") == "0.5");
    CHECK(attribute_of(one, "yes") == "true");
    CHECK(one.at("status").at("code") == 2);
    CHECK(one.at("status").at("message") == "no");
    CHECK(one.at("events").at(0).at("name") == "retry");
}

TEST_CASE("a file that cannot be opened is an error with its name") {
    const dunlin::test::temporary_folder folder;
    const auto problem = dunlin::test::caught<dunlin::error>(
        [&] { trace_file(folder / "no/such/folder/trace", somebody()); });
    CHECK(problem.message().find("no/such/folder/trace") != std::string::npos);
}
