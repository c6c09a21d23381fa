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
    CHECK(json.out.find("\"snippet\":\"**Desk** **lamp** / Lighting / Bends at two joints and dims to a tenth. / "
                        "electric office\"") !=
          std::string::npos);
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

TEST_CASE_FIXTURE(widget_program, "reports tell parts, ranks and categories") {
    for (const std::string report : {"parts", "rank", "categories"}) {
        CAPTURE(report);
        const auto all = run({"widget", "report", report});
        CHECK(all.exit_code == 0);
        CHECK(equals_golden(all.out, "cli/widget/report_" + report + ".table"));
        CHECK(run({"widget", "report", report, "--user", wrench_id, "-o", "json"}).out ==
              "{\"schema\":1,\"items\":[],\"total\":0}\n");
    }
    const auto unknown = run({"widget", "report", "part"});
    CHECK(unknown.exit_code == 2);
    CHECK(unknown.err.find("did you mean parts?") != std::string::npos);
}
