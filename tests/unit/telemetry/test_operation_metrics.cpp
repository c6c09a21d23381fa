// SPDX-License-Identifier: MIT
#include <dunlin/telemetry/operation_metrics.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

using namespace dunlin;
using namespace std::chrono_literals;

namespace {

bool has_line(const std::string& page, const std::string& line) {
    return ("\n" + page).find("\n" + line + "\n") != std::string::npos;
}

} // namespace

TEST_CASE("durations are counted in buckets that contain those below, failures by kind") {
    telemetry::operation_metrics metrics;
    CHECK(metrics.text().empty());
    metrics.record("widget.create", 800us);
    metrics.record("widget.create", 1ms);
    metrics.record("widget.create", 20ms, error_kind::unique_violation);
    metrics.record("widget.create", 60s, error_kind::timed_out);
    metrics.record("", 3ms);
    const std::string page = metrics.text();
    const std::string bucket =
        "db_operation_duration_seconds_bucket{operation=\"widget.create\",le=";
    CHECK(has_line(page, "# TYPE db_operation_duration_seconds histogram"));
    CHECK(has_line(page, bucket + "\"0.001\"} 2"));
    CHECK(has_line(page, bucket + "\"0.01\"} 2"));
    CHECK(has_line(page, bucket + "\"0.025\"} 3"));
    CHECK(has_line(page, bucket + "\"10\"} 3"));
    CHECK(has_line(page, bucket + "\"+Inf\"} 4"));
    CHECK(has_line(page, "db_operation_duration_seconds_sum{operation=\"widget.create\"} 60.0218"));
    CHECK(has_line(page, "db_operation_duration_seconds_count{operation=\"widget.create\"} 4"));
    CHECK(has_line(page, "db_operation_duration_seconds_count{operation=\"other\"} 1"));
    CHECK(has_line(page, "# TYPE db_operation_errors_total counter"));
    CHECK(has_line(page,
                   "db_operation_errors_total{operation=\"widget.create\",kind=\"timed_out\"} 1"));
    CHECK(has_line(
        page,
        "db_operation_errors_total{operation=\"widget.create\",kind=\"unique_violation\"} 1"));
}

TEST_CASE("an operation's name is escaped, and the prefix is the service's") {
    telemetry::operation_metrics metrics("shop");
    metrics.record("a\"b\\c\n", 1ms);
    CHECK(has_line(metrics.text(), "shop_duration_seconds_count{operation=\"a\\\"b\\\\c\\n\"} 1"));
}

TEST_CASE("many threads record at the same time") {
    telemetry::operation_metrics metrics;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 1000; ++round) {
                metrics.record("x", 1us);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(has_line(metrics.text(), "db_operation_duration_seconds_count{operation=\"x\"} 4000"));
}
