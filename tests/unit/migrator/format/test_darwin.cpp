// SPDX-License-Identifier: MIT
#include <dunlin/migrator/source.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/golden.hpp>
#include <support/temporary_folder.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;

namespace {

std::string fixture(const std::string& name) {
    return dunlin::test::source_path("tests/data/migrator/darwin/" + name);
}

} // namespace

TEST_CASE("a darwin document is read as it is") {
    const source all = read_source(fixture("sound.sql"));
    CHECK(all.format == "darwin");
    REQUIRE(all.versioned.size() == 3);
    CHECK(all.versioned[0].version == "1.01");
    CHECK(all.versioned[0].description == "Create table users");
    CHECK(all.versioned[1].up_text().ends_with("CREATE VIEW v AS SELECT id FROM users"));
    CHECK(all.versioned[2].version == "1.03");
}

TEST_CASE("where darwin loses migrations or orders them otherwise, the line is named") {
    struct defect {
        const char* file;
        const char* words;
        std::size_t line;
    };
    const defect defects[] = {
        {"second_colon.sql", "more than one colon", 2},
        {"comment_like_header.sql", "darwin reads this comment as a header", 3},
        {"comment_splits.sql", "darwin reads this comment as a header", 3},
        {"comment_describes.sql", "darwin reads this comment as a header", 3},
        {"indented.sql", "looks like a misspelled header", 1},
        {"bom.sql", "byte order mark", 1},
        {"equal_fractions.sql", "the versions 1.1 and 1.10 as equal", 3},
        {"other_order.sql", "differently", 3},
    };
    for (const defect& defect : defects) {
        CAPTURE(defect.file);
        const auto problem = caught<dunlin::error>([&] { read_source(fixture(defect.file)); });
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.message().find(defect.words) != std::string::npos);
        REQUIRE(problem.where());
        CHECK(problem.where()->line == defect.line);
    }
}

TEST_CASE("a line longer than darwin's scanner takes is named") {
    const dunlin::test::temporary_folder folder;
    const auto path = folder.write("all.sql", "-- Version: 1\nSELECT '" + std::string(70000, 'x') +
                                                  "';\n-- Version: 2\n");
    const auto problem = caught<dunlin::error>([&] { read_source(path); });
    CHECK(problem.message().find("64 KiB") != std::string::npos);
    CHECK(problem.where()->line == 2);
}
