// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/widget_program.hpp>

using namespace dunlin::test;

TEST_CASE_FIXTURE(widget_program, "one widget is deleted without a question") {
    const auto result = run({"widget", "delete", wrench_id, "-o", "json"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "{\"schema\":1,\"database\":\"" + address() +
                            "\",\"environment\":null,\"deleted\":[\"" + wrench_id + "\"]}\n");
    CHECK(result.err == "deleted 1 widget in " + place() + "\n");
    CHECK(count() == 11);
}

TEST_CASE_FIXTURE(widget_program, "several need --yes in a pipe") {
    const auto refused = run({"widget", "delete", wrench_id, drill_id});
    CHECK(refused.exit_code == 8);
    CHECK(refused.err.find("--yes") != std::string::npos);
    CHECK(count() == 12);
    CHECK(run({"widget", "delete", wrench_id, drill_id, "--yes"}).exit_code == 0);
    CHECK(count() == 10);
}

TEST_CASE_FIXTURE(widget_program, "several are asked for on a terminal") {
    const auto no = run_in_terminal({"widget", "delete", wrench_id, drill_id}, "n\n");
    CHECK(no.exit_code == 8);
    CHECK(no.out.find("Delete 2 widgets in " + place() + "?") != std::string::npos);
    CHECK(count() == 12);
    CHECK(run_in_terminal({"widget", "delete", wrench_id, drill_id}, "y\n").exit_code == 0);
    CHECK(count() == 10);
}

TEST_CASE_FIXTURE(widget_program, "one that is not there keeps the others, with exit code 5") {
    const auto missing = run({"widget", "delete", wrench_id, admin_id, "--yes"});
    CHECK(missing.exit_code == 5);
    CHECK(missing.err == "error: widget not found: " + admin_id + "\n");
    CHECK(count() == 12);
    CHECK(run({"widget", "get", admin_id}).exit_code == 5);
    CHECK(run({"widget", "get", wrench_id, admin_id}).out.empty());
}
