// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/widget_program.hpp>

using namespace dunlin::test;

TEST_CASE_FIXTURE(widget_program, "only what is given is changed") {
    const auto before =
        ask("SELECT to_jsonb(w) - '{name,date_updated,search}'::text[] FROM widgets w "
            "WHERE widget_id = '" +
            wrench_id + "'");
    const auto changed =
        run({"widget", "update", wrench_id, "--name", "Spanner", "--columns", "name", "-o", "csv"});
    CHECK(changed.exit_code == 0);
    CHECK(changed.out == "name\nSpanner\n");
    CHECK(before == ask("SELECT to_jsonb(w) - '{name,date_updated,search}'::text[] FROM widgets w "
                        "WHERE widget_id = '" +
                        wrench_id + "'"));
    CHECK(count("name = 'Spanner' AND date_updated > date_created") == 1);
}

TEST_CASE_FIXTURE(widget_program, "tags and attributes are changed one by one") {
    const auto changed =
        run({"widget", "update", wrench_id, "--add-tag", "new, one", "--remove-tag", "steel",
             "--set", "color=blue", "--set", "sizes=[1, 2]", "--unset", "weight_g", "--inactive",
             "--columns", "tags,attributes,active", "-o", "ndjson"});
    CHECK(changed.out == R"({"tags":["hand tool","new, one"],)"
                         R"("attributes":{"color": "blue", "sizes": [1, 2]},"active":false})"
                         "\n");
}

TEST_CASE_FIXTURE(widget_program, "a description is set and removed, by options and by JSON") {
    const auto description_after = [&](const std::vector<std::string>& options,
                                       const std::string& input = "") {
        std::vector<std::string> line{"widget",      "update", wrench_id, "--columns",
                                      "description", "-o",     "ndjson"};
        line.insert(line.end(), options.begin(), options.end());
        return run(line, input).out;
    };
    CHECK(description_after({"--description", "one"}) == "{\"description\":\"one\"}\n");
    CHECK(description_after({"--name", "kept"}) == "{\"description\":\"one\"}\n");
    CHECK(description_after({"--no-description"}) == "{\"description\":null}\n");
    CHECK(count("description IS NULL AND name = 'kept'") == 1);
    CHECK(description_after({"--stdin"}, R"({"description": "two"})") ==
          "{\"description\":\"two\"}\n");
    CHECK(description_after({"--stdin"}, R"({"description": null})") == "{\"description\":null}\n");
    CHECK(
        run({"widget", "update", wrench_id, "--description", "x", "--no-description"}).exit_code ==
        2);
    CHECK(run({"widget", "update", wrench_id, "--is-active", "--inactive"}).exit_code == 2);
    CHECK(run({"widget", "update", wrench_id, "--inactive"}).exit_code == 0);
    CHECK(run({"widget", "update", wrench_id, "--is-active"}).exit_code == 0);
    CHECK(count("is_active AND name = 'kept'") == 1);
}

TEST_CASE_FIXTURE(widget_program, "a JSON object on stdin changes its members, and none beside") {
    const auto changed = run({"widget", "update", wrench_id, "--stdin", "--columns",
                              "name,category,attributes", "-o", "ndjson"},
                             R"({"id": ")" + wrench_id +
                                 R"(", "category": "Hand tools", "attributes": {"n": 1.50}})");
    CHECK(changed.out ==
          R"({"name":"Adjustable wrench","category":"Hand tools","attributes":{"n": 1.50}})"
          "\n");
    CHECK(run({"widget", "update", drill_id, "--stdin"}, R"({"id": ")" + wrench_id + "\"}")
              .exit_code == 2);
}

TEST_CASE_FIXTURE(widget_program, "what is shown can be edited and given back") {
    auto shown = run({"widget", "get", wrench_id, "-o", "ndjson"}).out;
    shown.replace(shown.find("Adjustable wrench"), 17, "Edited by a pipe");
    CHECK(run({"widget", "update", wrench_id, "--stdin"}, shown).exit_code == 0);
    CHECK(count("name = 'Edited by a pipe' AND tags = '{steel,\"hand tool\"}'") == 1);
}

TEST_CASE_FIXTURE(widget_program, "changes are logged with -v") {
    CHECK(run({"widget", "update", wrench_id, "--name", "x", "-v"})
              .err.find("widget updated: " + wrench_id + "\n") != std::string::npos);
    CHECK(run({"widget", "update", wrench_id, "--name", "y"}).err.find("widget updated") ==
          std::string::npos);
    CHECK(run({"widget", "delete", wrench_id, "-v"}).err.find("widget deleted: " + wrench_id) !=
          std::string::npos);
}

TEST_CASE_FIXTURE(widget_program, "several widgets are changed in one transaction, all or none") {
    CHECK(run({"widget", "update", wrench_id, drill_id, "--add-tag", "both"}).exit_code == 0);
    CHECK(count("'both' = ANY (tags)") == 2);
    const auto half = run({"widget", "update", wrench_id, admin_id, "--add-tag", "half"});
    CHECK(half.exit_code == 5);
    CHECK(half.err == "error: widget not found: " + admin_id + "\n");
    CHECK(count("'half' = ANY (tags)") == 0);
}

TEST_CASE_FIXTURE(widget_program,
                  "a widget that was updated since is left alone, with exit code 8") {
    const std::string result = "2026-01-02T08:30:00Z";
    CHECK(run({"widget", "update", wrench_id, "--name", "mine", "--if-unmodified-since", result})
              .exit_code == 0);
    const auto lost =
        run({"widget", "update", wrench_id, "--name", "theirs", "--if-unmodified-since", result});
    CHECK(lost.exit_code == 8);
    CHECK(lost.err.find("was updated at") != std::string::npos);
    CHECK(count("name = 'mine'") == 1);
}

TEST_CASE_FIXTURE(widget_program, "nothing to change is a mistake") {
    const auto nothing = run({"widget", "update", wrench_id});
    CHECK(nothing.exit_code == 2);
    CHECK(nothing.err.starts_with("error: no changes given\n"));
}
