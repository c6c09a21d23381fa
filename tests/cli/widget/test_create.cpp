// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/widget_program.hpp>

using namespace dunlin::test;

TEST_CASE_FIXTURE(widget_program, "a widget is created from options and shown as it is kept") {
    const auto made = run({"widget",
                           "create",
                           "--user",
                           admin_id,
                           "--name",
                           " Spirit level ",
                           "--category",
                           "Tools",
                           "--description",
                           "Straight\nor not.",
                           "--inactive",
                           "--tag",
                           "a,b",
                           "--tag",
                           "[c]",
                           "--set",
                           "color=red",
                           "--set",
                           "n=12345678901234567890.10",
                           "--columns",
                           "name,description,is_active,active,tags,attributes",
                           "-o",
                           "ndjson"});
    CHECK(made.exit_code == 0);
    CHECK(made.err == "created 1 widget in " + place() + "\n");
    CHECK(made.out == R"({"name":"Spirit level","description":"Straight\nor not.",)"
                      R"("is_active":false,"active":false,"tags":["a,b","[c]"],)"
                      R"("attributes":{"color": "red", "n": 12345678901234567890.10}})"
                      "\n");
    CHECK(count("name = 'Spirit level' AND NOT is_active") == 1);
}

TEST_CASE_FIXTURE(widget_program, "JSON on stdin makes one widget or several, all or none") {
    const std::string head = R"({"user_id": ")" + admin_id + R"(", "category": "C", "name": )";
    CHECK(run({"widget", "create", "--stdin"}, head + R"("one", "tags": ["x"]})").exit_code == 0);
    const auto two = run({"widget", "create", "--stdin", "--tag", "batch", "-o", "json"},
                         "[" + head + "\"two\"}, " + head + "\"three\"}]");
    CHECK(two.exit_code == 0);
    CHECK(two.out.starts_with("{\"schema\":1,\"items\":[\n{\"id\":\""));
    CHECK(count("tags = '{batch}'") == 2);

    const auto taken =
        run({"widget", "create", "--stdin"},
            "[" + head + "\"four\"}, " + head + R"("five", "id": ")" + wrench_id + "\"}]");
    CHECK(taken.exit_code == 1);
    CHECK(taken.err == "error: a widget with ID " + wrench_id + " already exists\n");
    CHECK(count("name = 'four'") == 0);
}

TEST_CASE_FIXTURE(widget_program, "what is missing or malformed is named, with exit code 2") {
    const auto refused = [&](const std::vector<std::string>& options,
                             const std::string& input = "") {
        std::vector<std::string> line{"widget", "create"};
        line.insert(line.end(), options.begin(), options.end());
        const auto result = run(line, input);
        CHECK(result.exit_code == 2);
        CHECK(result.out.empty());
        return result.err.substr(0, result.err.find('\n'));
    };
    CHECK(refused({"--name", "x"}) == "error: user_id: is required");
    CHECK(run({"widget", "create", "--name", "x"}, "").err ==
          "error: user_id: is required\nhint: set it with --user\n");
    CHECK(refused({"--user", "me"}) == "error: --user: \"me\" is not an id");
    CHECK(refused({"--user", admin_id, "--name", " ", "--category", "x"}) ==
          "error: name: must have 1 to 100 characters, not 0");
    CHECK(refused({"--user", admin_id, "--name", "x", "--category", "a\nb"}) ==
          "error: category: must not hold control characters");
    CHECK(refused({"--set", "color"}) ==
          "error: attribute: \"color\" is not in the form KEY=VALUE");
    CHECK(refused({"--stdin"}, "{\"nmae\": \"x\"}")
              .starts_with(
                  "error: a widget has no field \"nmae\"; its fields are id, user_id, name"));
    CHECK(refused({"--stdin"}, "{\"name\": 1}") == "error: name: must be a string");
    CHECK(refused({"--stdin"}, "{\"tags\": [1]}") == "error: tags: must be an array of strings");
    CHECK(refused({"--stdin"}, "{\"active\": null}") == "error: active: must not be null");
    CHECK(refused({"--stdin"}, "{\"is_active\": 1}") == "error: is_active: must be true or false");
    CHECK(refused({"--stdin"}, "{\"is_active\": true, \"active\": false}") ==
          "error: active: is the old name of is_active and must not differ from it");
    CHECK(refused({"--description", std::string(10'001, 'x')}) ==
          "error: description: must have at most 10000 characters, not 10001");
    CHECK(refused({"--stdin"}, "{\"name\": \"a\", \"name\": \"b\"}") ==
          "error: name: is given twice");
    CHECK(refused({"--stdin"}, "{\"name\": ").starts_with("error: line 1:10: malformed JSON"));
    CHECK(refused({"--user", admin_id, "--name", "n", "--category", "c", "--columns", "nosuch"})
              .find("unknown column \"nosuch\"") != std::string::npos);
    CHECK(count() == 12);
}

TEST_CASE_FIXTURE(widget_program, "a user who does not exist is not found, with exit code 5") {
    const auto orphan =
        run({"widget", "create", "--user", wrench_id, "--name", "x", "--category", "y"});
    CHECK(orphan.exit_code == 5);
    CHECK(orphan.err == "error: user not found: " + wrench_id +
                            "\nhint: a widget must belong to an existing user\n");
}

TEST_CASE("without the tables the error says how to make them") {
    const test_database empty;
    const auto result = dunlin::test::run_program({"widget", "list", "-d", empty.url()});
    CHECK(result.exit_code == 1);
    CHECK(result.err.find("hint: `dunlin migrate up` creates the tables") != std::string::npos);
}
