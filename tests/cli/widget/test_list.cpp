// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/widget_program.hpp>

#include <algorithm>

using namespace dunlin::test;

namespace {

/// What follows a member's name in a JSON text, up to the quote that ends it.
std::string member(const std::string& json, const std::string& name) {
    const auto at = json.find("\"" + name + "\":\"");
    if (at == std::string::npos) {
        return "";
    }
    const auto begin = at + name.size() + 4;
    return json.substr(begin, json.find('"', begin) - begin);
}

std::ptrdiff_t lines(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
}

} // namespace

TEST_CASE_FIXTURE(widget_program, "widgets are listed in every format") {
    for (const std::string format : {"table", "vertical", "json", "ndjson", "csv", "markdown"}) {
        CAPTURE(format);
        const auto list =
            run({"widget", "list", "--rows", "3", "--order-by", "name", "-o", format});
        CHECK(list.exit_code == 0);
        CHECK(list.err.empty());
        CHECK(equals_golden(list.out, "cli/widget/list." + format));
    }
}

TEST_CASE_FIXTURE(widget_program, "times are local on a terminal and UTC in data") {
    const std::vector<std::string> line{"widget", "get", wrench_id, "--columns", "date_created"};
    CHECK(run_in_terminal(line).out.find("2026-01-02 09:30:00 CET") != std::string::npos);
    CHECK(run(line).out.find("2026-01-02T08:30:00Z") != std::string::npos);
    CHECK(run_in_terminal({"widget", "list", "-o", "ndjson"}).out.find("T08:30:00Z") !=
          std::string::npos);
}

TEST_CASE_FIXTURE(widget_program, "all filters combine") {
    const auto list = run({"widget",
                           "list",
                           "--user",
                           gopher_id,
                           "--name",
                           "HAMMER",
                           "--category",
                           "Tools",
                           "--inactive",
                           "--created-after",
                           "2026-01-05",
                           "--created-before",
                           "2026-01-05T13:00:00+01:00",
                           "--tag",
                           "steel",
                           "--tag",
                           "hand tool",
                           "--any-tag",
                           "nope",
                           "--any-tag",
                           "steel",
                           "--attribute",
                           "color=red",
                           "--attribute",
                           "weight_g=560",
                           "-o",
                           "csv",
                           "--columns",
                           "name"});
    CHECK(list.out == "name\nClaw hammer\n");
}

TEST_CASE_FIXTURE(widget_program, "pages, cursors and --all tell the same list") {
    const std::vector<std::string> all{"widget",        "list", "--all", "--order-by",
                                       "category:desc", "-o",   "ndjson"};
    const auto complete = run(all).out;
    CHECK(lines(complete) == 12);

    std::string paged;
    for (const auto* number : {"1", "2", "3"}) {
        paged += run({"widget", "list", "--order-by", "category:desc", "--rows", "5", "--page",
                      number, "-o", "ndjson"})
                     .out;
    }
    CHECK(paged == complete);

    auto page =
        run({"widget", "list", "--order-by", "category:desc", "--rows", "5", "-o", "json"}).out;
    CHECK(page.find("\"total\":12,\"page\":1,\"rows_per_page\":5,\"next\":") != std::string::npos);
    std::string followed = page;
    for (int i = 0; i < 2; ++i) {
        page = run({"widget", "list", "--order-by", "category:desc", "--rows", "5", "-o", "json",
                    "--after", member(page, "next")})
                   .out;
        CHECK(page.find("\"total\"") == std::string::npos);
        followed += page;
    }
    CHECK(member(page, "next").empty());
    std::size_t found = 0;
    std::size_t at = 0;
    while ((at = followed.find("\"user_id\"", at + 1)) != std::string::npos) {
        ++found;
    }
    CHECK(found == 12);
}

TEST_CASE_FIXTURE(widget_program,
                  "a page behind the last one is empty, and still knows the total") {
    const auto list = run({"widget", "list", "--page", "9", "-o", "json"});
    CHECK(list.exit_code == 0);
    CHECK(list.out.find("\"total\":12,\"page\":9") != std::string::npos);
}

TEST_CASE_FIXTURE(widget_program, "options that make no sense are refused with exit code 2") {
    const auto refused = [&](std::vector<std::string> options) {
        options.insert(options.begin(), {"widget", "list"});
        const auto result = run(options);
        CHECK(result.exit_code == 2);
        CHECK(result.out.empty());
        return result.err;
    };
    CHECK(refused({"--order-by", "nam"}) ==
          "error: order: unknown column \"nam\"; the columns are id, user_id, name, "
          "category, date_created, date_updated\nhint: did you mean \"name\"?\n");
    CHECK(refused({"--rows", "1001"}) == "error: rows: must be 1 to 1000, not 1001\n");
    CHECK(refused({"--rows", "0"}).starts_with("error: rows:"));
    CHECK(refused({"--page", "0"}).starts_with("error: page:"));
    CHECK(refused({"--page", "2", "--all"}) == "error: --page and --all cannot be used together\n");
    CHECK(refused({"--active", "--inactive"}) ==
          "error: --active and --inactive cannot be used together\n");
    CHECK(refused({"--is-active", "--inactive"}) ==
          "error: --is-active and --inactive cannot be used together\n");
    CHECK(refused({"--created-after", "yesterday"}).starts_with("error: --created-after:"));
    CHECK(refused({"--after", "nonsense"}).starts_with("error: after: not a valid cursor"));
    CHECK(refused({"--columns", "name,hash"}).find("unknown column \"hash\"") != std::string::npos);
}

TEST_CASE_FIXTURE(widget_program,
                  "active is the old name of is_active, and help does not show it") {
    const auto names = [&](const std::string& option) {
        return run({"widget", "list", option, "--order-by", "name", "-o", "csv", "--columns",
                    "name,active"})
            .out;
    };
    CHECK(lines(names("--is-active")) == 11);
    CHECK(names("--active") == names("--is-active"));
    CHECK(names("--inactive") == "name,active\nClaw hammer,false\nStorm lantern,false\n");
    for (const auto* verb : {"list", "search", "update", "export"}) {
        CAPTURE(verb);
        const auto help = run({"widget", verb, "--help"}).out;
        CHECK(help.find(" --is-active ") != std::string::npos);
        CHECK(help.find(" --active") == std::string::npos);
    }
    CHECK(run({"__complete", "widget", "list", "--act"}).out.find("--active") == std::string::npos);
}
