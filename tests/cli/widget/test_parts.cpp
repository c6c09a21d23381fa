// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/widget_program.hpp>

using namespace dunlin::test;

namespace {

struct parts_program : widget_program {
    std::string parts_after(const std::vector<std::string>& options,
                            const std::string& input = "") {
        std::vector<std::string> line{"widget", "update", wrench_id, "--columns",
                                      "parts",  "-o",     "ndjson"};
        line.insert(line.end(), options.begin(), options.end());
        return run(line, input).out;
    }
};

} // namespace

TEST_CASE_FIXTURE(parts_program, "get shows the parts of widgets") {
    const auto shown =
        run({"widget", "get", wrench_id, drill_id, "-o", "ndjson", "--columns", "name,parts"});
    CHECK(shown.out == R"({"name":"Adjustable wrench","parts":[{"name": "Handle", "quantity": 2}, )"
                       R"({"name": "Jaw", "quantity": 1}, {"name": "Knurl", "quantity": 1}]})"
                       "\n"
                       R"({"name":"Cordless drill","parts":[{"name": "Battery", "quantity": 2}, )"
                       R"({"name": "Chuck", "quantity": 1}, {"name": "Motor", "quantity": 2}, )"
                       R"({"name": "Trigger", "quantity": 2}]})"
                       "\n");
    CHECK(run({"widget", "get", wrench_id}).out.find("parts        | [{\"name\": \"Handle\"") !=
          std::string::npos);
}

TEST_CASE_FIXTURE(parts_program, "a widget is created with parts, from options and from JSON") {
    const auto created = run(
        {"widget", "create", "--stdin", "--part", "Lens=2", "-o", "ndjson", "--columns", "parts"},
        R"({"user_id": ")" + admin_id +
            R"(", "name": "Lamp", "category": "C", "parts": [{"name": "Bulb"}]})");
    CHECK(created.err == "created 1 widget in " + place() + "\n");
    CHECK(created.out == R"({"parts":[{"name": "Bulb", "quantity": 1}, )"
                         R"({"name": "Lens", "quantity": 2}]})"
                         "\n");
    CHECK(ask("SELECT count(*) FROM parts") == "34");
    CHECK(run({"widget", "create", "--user", admin_id, "--name", "x", "--category", "y", "--part",
               "Lens"})
              .err == "error: part: \"Lens\" is not in the form NAME=QUANTITY\n");
    CHECK(count("name = 'x'") == 0);
}

TEST_CASE_FIXTURE(parts_program, "parts are changed one by one, or replaced by JSON") {
    CHECK(parts_after({"--part", "Jaw=4", "--part", "Pin=1", "--remove-part", "Handle"}) ==
          R"({"parts":[{"name": "Jaw", "quantity": 4}, {"name": "Knurl", "quantity": 1}, )"
          R"({"name": "Pin", "quantity": 1}]})"
          "\n");
    CHECK(parts_after({"--name", "kept"}).find("\"Pin\"") != std::string::npos);
    CHECK(parts_after({"--stdin"}, R"({"parts": [{"name": "Jaw", "quantity": 2}]})") ==
          "{\"parts\":[{\"name\": \"Jaw\", \"quantity\": 2}]}\n");
    CHECK(parts_after({"--stdin"}, R"({"parts": []})") == "{\"parts\":[]}\n");
    for (const auto* wrong : {R"({"parts": {}})", R"({"parts": [1]})", R"({"parts": [{}]})",
                              R"({"parts": [{"name": "a", "quantity": 0}]})",
                              R"({"parts": [{"name": "a", "quantity": 1.5}]})",
                              R"({"parts": [{"name": "a", "size": 1}]})", R"({"parts": null})"}) {
        CAPTURE(wrong);
        CHECK(run({"widget", "update", drill_id, "--stdin"}, wrong).exit_code == 2);
    }
    CHECK(ask("SELECT count(*) FROM parts") == "29");
}

TEST_CASE_FIXTURE(parts_program, "an import does not lose parts silently") {
    const auto shown = run({"widget", "get", wrench_id, "-o", "ndjson"}).out;
    const auto refused = run({"widget", "import", "--input-format", "ndjson"}, shown);
    CHECK(refused.exit_code == 1);
    CHECK(refused.err.find("parts: cannot be imported") != std::string::npos);
}
