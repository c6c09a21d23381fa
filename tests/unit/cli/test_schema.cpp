// SPDX-License-Identifier: MIT
#include <dunlin/commands/command.hpp>

#include <doctest/doctest.h>
#include <support/json_schema.hpp>

#include <algorithm>
#include <string>

TEST_CASE("the schema of JSON says of every verb what it writes") {
    auto described = dunlin::test::verbs_of_schema();
    for (const auto& command : dunlin::commands::list()) {
        const auto found = std::find(described.begin(), described.end(), command.path);
        CHECK_MESSAGE(found != described.end(), command.path,
                      " is missing in x-verbs of src/cli/schema/dunlin.schema.json; name there "
                      "what it writes, and run it in tests/cli/contract/test_documents.cpp");
        if (found != described.end()) {
            described.erase(found);
        }
    }
    for (const auto& verb : described) {
        FAIL_CHECK("the schema describes a verb that is none: ", verb);
    }
}
