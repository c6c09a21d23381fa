// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/widget_program.hpp>

using namespace dunlin::test;

TEST_CASE_FIXTURE(widget_program, "the migrations after 1.05 are reverted and applied again") {
    const std::string folder = source_path("migrations");
    const auto weight_of_tag = [&] {
        return ask("SELECT weights[1] FROM widgets, unnest(search) WHERE lexeme = 'brass'");
    };
    const auto states = [&](const std::string& column) {
        return ask("SELECT string_agg(name || " + column + ", ',' ORDER BY name) FROM widgets");
    };
    const auto before = states("is_active");
    CHECK(weight_of_tag() == "D");
    const auto down = run({"migrate", "to", "1.05", "-m", folder, "--yes"});
    CHECK_MESSAGE(down.exit_code == 0, down.err);
    CHECK(states("active") == before);
    CHECK(weight_of_tag() == "C");
    CHECK(ask("SELECT count(*) FROM pg_attribute WHERE attrelid = 'widgets'::regclass AND "
              "attname IN ('description', 'is_active')") == "0");
    const auto up = run({"migrate", "up", "-m", folder});
    CHECK_MESSAGE(up.exit_code == 0, up.err);
    CHECK(states("is_active") == before);
    CHECK(weight_of_tag() == "D");
    CHECK(run({"widget", "list", "--is-active"}).exit_code == 0);
}
