// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/telemetry/otlp_sender.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/http_receiver.hpp>
#include <support/otlp.hpp>

#include <csignal>

using namespace dunlin::telemetry;
using namespace std::chrono_literals;
using dunlin::test::caught;
using dunlin::test::http_receiver;
using dunlin::test::http_reply;

namespace {

otlp_endpoint endpoint_of(const http_receiver& receiver) {
    otlp_endpoint endpoint;
    endpoint.url = receiver.url() + "/v1/traces";
    endpoint.headers = {{"Authorization", "Bearer t0ken"}, {"x-empty", ""}};
    return endpoint;
}

trace_identity somebody() {
    return {.resource = {}, .trace_id = std::string(32, 'a'), .trace_state = "", .version = "9"};
}

std::vector<span> some(std::size_t count, span_kind kind = span_kind::client) {
    span sent;
    sent.id = "00f067aa0ba902b7";
    sent.name = "SELECT";
    sent.kind = kind;
    return std::vector<span>(count, sent);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("spans are posted as JSON, all at the end, with the headers that were asked for") {
    const http_receiver receiver;
    otlp_sender sender(endpoint_of(receiver), somebody(), nullptr);
    sender.export_spans(some(2));
    CHECK(receiver.requests().empty());
    sender.finish();
    REQUIRE(receiver.requests().size() == 1);
    const auto request = receiver.requests()[0];
    CHECK(request.line == "POST /v1/traces HTTP/1.1");
    CHECK(request.headers.at("content-type") == "application/json");
    CHECK(request.headers.at("authorization") == "Bearer t0ken");
    CHECK(request.headers.count("x-empty") == 1);
    CHECK(request.headers.at("user-agent") == "dunlin/9");
    CHECK(dunlin::test::check_otlp(request.body).size() == 2);
}

TEST_CASE("nothing is posted when there are no spans") {
    const http_receiver receiver;
    otlp_sender sender(endpoint_of(receiver), somebody(), nullptr);
    sender.finish();
    CHECK(receiver.requests().empty());
}

TEST_CASE("many spans go in several posts, and too many are dropped, but not the outer ones") {
    const http_receiver receiver;
    otlp_sender sender(endpoint_of(receiver), somebody(), nullptr);
    sender.export_spans(some(9000));
    sender.export_spans(some(1, span_kind::internal));
    const auto problem = caught<dunlin::error>([&] { sender.finish(); });
    CHECK(contains(problem.message(), "808 spans were not sent"));
    std::size_t count = 0;
    for (const auto& request : receiver.requests()) {
        count += nlohmann::json::parse(request.body)["resourceSpans"][0]["scopeSpans"][0]["spans"]
                     .size();
    }
    CHECK(receiver.requests().size() == 17);
    CHECK(count == 8193);
}

TEST_CASE("a receiver that is busy is asked again") {
    const http_receiver receiver(
        std::vector<http_reply>{{.status = 503}, {.status = 429}, {.status = 200}});
    otlp_sender sender(endpoint_of(receiver), somebody(), nullptr);
    sender.export_spans(some(1));
    sender.finish();
    CHECK(receiver.requests().size() == 3);
    for (const int status : {429, 502, 503, 504}) {
        const http_receiver other(std::vector<http_reply>{{.status = status}, {.status = 200}});
        otlp_sender again(endpoint_of(other), somebody(), nullptr);
        again.export_spans(some(1));
        again.finish();
        CHECK(other.requests().size() == 2);
    }
}

TEST_CASE("a receiver that refuses is not asked again") {
    for (const int status : {400, 401, 404, 500, 301}) {
        const http_receiver receiver(http_reply{.status = status});
        otlp_sender sender(endpoint_of(receiver), somebody(), nullptr);
        sender.export_spans(some(1));
        const auto problem = caught<dunlin::error>([&] { sender.finish(); });
        CHECK(contains(problem.message(), "status " + std::to_string(status)));
        CHECK(!contains(problem.message(), "t0ken"));
        CHECK(receiver.requests().size() == 1);
    }
}

TEST_CASE("a wait longer than the time that is left is not begun") {
    const http_receiver receiver(http_reply{.status = 429, .headers = "Retry-After: 3600\r\n"});
    otlp_sender sender(endpoint_of(receiver), somebody(), nullptr);
    sender.export_spans(some(1));
    CHECK(contains(caught<dunlin::error>([&] { sender.finish(); }).message(), "status 429"));
}

TEST_CASE("a receiver that took only some says so") {
    const http_receiver receiver(
        http_reply{.body = R"({"partialSuccess":{"rejectedSpans":"1","errorMessage":"too old"}})"});
    otlp_sender sender(endpoint_of(receiver), somebody(), nullptr);
    sender.export_spans(some(2));
    const auto problem = caught<dunlin::error>([&] { sender.finish(); });
    CHECK(contains(problem.message(), "rejected"));
    CHECK(contains(problem.message(), "too old"));
    const http_receiver all(http_reply{.body = R"({"partialSuccess":{}})"});
    otlp_sender content(endpoint_of(all), somebody(), nullptr);
    content.export_spans(some(1));
    content.finish();
}

TEST_CASE("where nobody answers the time limit holds") {
    const http_receiver receiver(http_reply{.silent = true});
    otlp_endpoint to = endpoint_of(receiver);
    to.timeout = 200ms;
    otlp_sender sender(to, somebody(), nullptr);
    sender.export_spans(some(1));
    const auto problem = caught<dunlin::error>([&] { sender.finish(); });
    CHECK(contains(problem.message(), "spans were not sent to http://127.0.0.1:"));
}

TEST_CASE("a stop that was asked for leaves a second") {
    const http_receiver receiver(http_reply{.silent = true});
    dunlin::interruption stop;
    stop.request(SIGINT);
    otlp_sender sender(endpoint_of(receiver), somebody(), &stop);
    sender.export_spans(some(1));
    const auto begin = std::chrono::steady_clock::now();
    caught<dunlin::error>([&] { sender.finish(); });
    // Far from the usual ten.
    CHECK(std::chrono::steady_clock::now() - begin < 8s);
}
