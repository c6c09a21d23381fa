// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/widget_program.hpp>

using namespace dunlin::test;

TEST_CASE_FIXTURE(widget_program, "a search shows the best first, with snippets when asked for") {
    const auto found = run({"widget", "search", "steel", "tools", "--snippets"});
    CHECK(found.exit_code == 0);
    CHECK(equals_golden(found.out, "cli/widget/search.table"));
    const auto json = run({"widget", "search", "\"desk lamp\"", "-o", "json", "--snippets"});
    CHECK(
        json.out.find(
            "\"snippet\":\"**Desk** **lamp** / Lighting / Bends at two joints and dims to a tenth. / "
            "electric office\"") != std::string::npos);
    CHECK(json.out.find("\"total\":1,\"page\":1,\"rows_per_page\":20") != std::string::npos);
    CHECK(run({"widget", "search", "lamp", "-o", "json"}).out.find("snippet") == std::string::npos);
}

TEST_CASE_FIXTURE(widget_program, "a search takes filters") {
    CHECK(run({"widget", "search", "steel", "--user", gopher_id, "--active", "-o", "csv",
               "--columns", "name"})
              .out == "name\nDigital calliper\n");
}

TEST_CASE_FIXTURE(widget_program, "a search needs words") {
    CHECK(run({"widget", "search", " "}).exit_code == 2);
    CHECK(run({"widget", "search"}).exit_code == 2);
}

TEST_CASE_FIXTURE(widget_program, "reports show parts, ranks, counts and categories") {
    for (const std::string report : {"parts", "rank", "counts", "categories"}) {
        CAPTURE(report);
        const auto all = run({"widget", "report", report});
        CHECK(all.exit_code == 0);
        CHECK(equals_golden(all.out, "cli/widget/report_" + report + ".table"));
        const auto none = run({"widget", "report", report, "--user", wrench_id, "-o", "json"}).out;
        CHECK(none.starts_with("{\"schema\":1,\"items\":[],\"total\":0"));
    }
    const auto unknown = run({"widget", "report", "part"});
    CHECK(unknown.exit_code == 2);
    CHECK(unknown.err.find("did you mean parts?") != std::string::npos);
}

TEST_CASE_FIXTURE(widget_program, "reports have all columns of widgets, and the keys of old") {
    const std::string wrench = run({"widget", "list", "--id", wrench_id, "-o", "ndjson"}).out;
    const std::string members = wrench.substr(0, wrench.size() - 2);
    const auto row_of_wrench = [&](const std::string& report) {
        const auto all = run({"widget", "report", report, "--all", "-o", "ndjson"}).out;
        const auto at = all.find(members);
        REQUIRE(at != std::string::npos);
        return all.substr(at + members.size(), all.find('\n', at) - at - members.size());
    };
    CHECK(row_of_wrench("parts") == ",\"part_count\":3,\"parts\":3,\"quantity\":4}");
    CHECK(row_of_wrench("rank") == ",\"category_rank\":4,\"place\":4}");
    CHECK(row_of_wrench("counts") == ",\"widget_count\":4}");
}

TEST_CASE_FIXTURE(widget_program, "reports have pages") {
    for (const std::string report : {"parts", "rank", "counts"}) {
        CAPTURE(report);
        const auto page = [&](const std::string& number) {
            const auto some =
                run({"widget", "report", report, "--rows", "5", "--page", number, "-o", "json"});
            CHECK(some.out.find("],\"total\":12,\"page\":" + number + ",\"rows_per_page\":5") !=
                  std::string::npos);
            return run({"widget", "report", report, "--rows", "5", "--page", number, "-o",
                        "ndjson"})
                .out;
        };
        CHECK(page("1") + page("2") + page("3") ==
              run({"widget", "report", report, "--all", "-o", "ndjson"}).out);
    }
    const auto refused = run({"widget", "report", "categories", "--page", "2"});
    CHECK(refused.exit_code == 2);
    CHECK(refused.err == "error: the report categories has no pages: it prints all rows\n");
    CHECK(run({"widget", "report", "rank", "--all", "--page", "2"}).exit_code == 2);
}
