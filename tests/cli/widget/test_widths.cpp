// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/screen.hpp>
#include <support/widget_program.hpp>

using namespace dunlin::test;

TEST_CASE_FIXTURE(widget_program, "lists of widgets fit into terminals of every width") {
    CHECK(equals_golden(
        at_all_widths({"widget", "list", "--rows", "3", "--order-by", "name"}, where()),
        "cli/widths/widget_list"));
    CHECK(equals_golden(at_all_widths({"widget", "report", "parts", "--rows", "3"}, where()),
                        "cli/widths/widget_report"));
    CHECK(equals_golden(at_all_widths({"user", "list", "--order-by", "name"}, where()),
                        "cli/widths/user_list"));
}

TEST_CASE_FIXTURE(widget_program, "columns that were asked for by name are never left out") {
    const auto list = dunlin::test::run_in_terminal(
        {"widget", "list", "--rows", "1", "--columns", "id,name,category,date_created,tags"}, 60,
        where());
    CHECK(list.out.starts_with("-[ 1 ]-"));
    CHECK(list.out.find("not shown") == std::string::npos);
}
