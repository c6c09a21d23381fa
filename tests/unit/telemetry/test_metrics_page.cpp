// SPDX-License-Identifier: MIT
#include <dunlin/telemetry/metrics_page.hpp>

#include <doctest/doctest.h>

#include <string>

using dunlin::telemetry::metrics_page;

namespace {

metrics_page page(const std::string& earlier = "") {
    metrics_page metrics({{"runs_total", "counter", "Runs."},
                          {"pending", "gauge", "Pending ones."},
                          {"info", "gauge", "The version."}});
    metrics.read(earlier);
    return metrics;
}

} // namespace

TEST_CASE("families come in their order with help and type, samples sorted") {
    metrics_page metrics = page();
    metrics.set("pending", {{"database", "b"}}, 2);
    metrics.set("pending", {{"database", "a"}}, 0.25);
    metrics.add("runs_total", {}, 1);
    CHECK(metrics.text() == "# HELP runs_total Runs.\n# TYPE runs_total counter\nruns_total 1\n"
                            "# HELP pending Pending ones.\n# TYPE pending gauge\n"
                            "pending{database=\"a\"} 0.25\npending{database=\"b\"} 2\n");
}

TEST_CASE("an earlier page counts on and stays where nothing is said") {
    metrics_page first = page();
    first.add("runs_total", {{"verb", "up"}}, 3);
    first.set("pending", {{"database", "a \"b\\c\"\n}"}}, 7);
    metrics_page second = page(first.text());
    CHECK(second.text() == first.text());
    second.add("runs_total", {{"verb", "up"}}, 2);
    CHECK(second.text().find("runs_total{verb=\"up\"} 5\n") != std::string::npos);
    CHECK(second.text().find("pending{database=\"a \\\"b\\\\c\\\"\\n}\"} 7\n") !=
          std::string::npos);
}

TEST_CASE("lines that are no samples of these families are left out") {
    CHECK(page("other 1\nruns_total\nruns_total x\nruns_total{a=\"b 1\nruns_total{a=\"b\"}\n"
               "pending 1 1700000000000\n\n# nothing\n")
              .text() == "");
    CHECK(page("runs_total 4").text().find("runs_total 4\n") != std::string::npos);
}

TEST_CASE("samples are removed by some of their labels") {
    metrics_page metrics = page();
    metrics.set("info", {{"database", "a"}, {"version", "1"}}, 1);
    metrics.set("info", {{"database", "ab"}, {"version", "1"}}, 1);
    metrics.remove("info", {{"database", "a"}});
    CHECK(metrics.text().find("{database=\"a\"") == std::string::npos);
    CHECK(metrics.text().find("{database=\"ab\"") != std::string::npos);
}

TEST_CASE("a time in seconds keeps its digits") {
    metrics_page metrics = page();
    metrics.set("pending", {}, 1700000000.123456);
    CHECK(metrics.text().find("pending 1700000000.123456\n") != std::string::npos);
}
