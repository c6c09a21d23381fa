// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/output/format.hpp>

#include <doctest/doctest.h>

namespace output = dunlin::output;

TEST_CASE("every format is found by its name") {
    for (const auto& name : output::format_names()) {
        CHECK(output::to_string(output::parse_format(name)) == name);
    }
    CHECK(output::parse_format("ndjson") == output::format::ndjson);
}

TEST_CASE("an unknown format is a usage error that suggests the closest") {
    try {
        output::parse_format("jsno");
        FAIL("no error");
    } catch (const dunlin::error& problem) {
        CHECK(problem.kind() == dunlin::error_kind::usage);
        CHECK(problem.hint() == "did you mean json?");
    }
}
