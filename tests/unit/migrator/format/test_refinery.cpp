// SPDX-License-Identifier: MIT
#include "format/refinery_checksum.hpp"
#include "format_support.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using namespace migrator_test;
using dunlin::test::caught;

TEST_CASE("refinery's files are read from folders within as well; U files know no order") {
    const source all = read_fixture("refinery/sound", "refinery");
    CHECK(versions_of(all) == "1 2 3 4");
    CHECK(all.versioned[0].name == "create_users");
    CHECK(all.versioned[0].description == "create users");
    CHECK_FALSE(all.versioned[0].any_order);
    CHECK(all.versioned[1].any_order);
    CHECK(all.versioned[2].file->name.ends_with("nested/V3__nested.sql"));
    CHECK(all.versioned[3].needs_tool == "it is written in Rust");
    CHECK(never_run(all, "refinery/sound") == "V5_one_underscore.sql V6__a-dash.sql");
}

TEST_CASE("refinery's checksums are those that Rust's SipHash-1-3 gives, for both widths") {
    const source all = read_fixture("refinery/sound", "refinery");
    CHECK(
        all.versioned[0].tool_checksums ==
        std::vector<std::string>{"refinery:8671222804875961752", "refinery:15504533064393226258"});
    CHECK(
        all.versioned[1].tool_checksums ==
        std::vector<std::string>{"refinery:12674609046963288790", "refinery:7216590697133169925"});
}

TEST_CASE("what refinery refuses is refused") {
    const dunlin::test::temporary_folder folder;
    folder.write("V1.1__a.sql", "SELECT 1;");
    const auto problem =
        caught<dunlin::error>([&] { read_source(folder.path(), {.format = "refinery"}); });
    CHECK(problem.message() == "refinery refuses the version 1.1");
    CHECK(problem.where()->file.ends_with("V1.1__a.sql"));
    const dunlin::test::temporary_folder twice;
    twice.write("V1__a.sql", "SELECT 1;");
    twice.write("U1__b.sql", "SELECT 1;");
    CHECK(caught<dunlin::error>([&] { read_source(twice.path(), {.format = "refinery"}); })
              .message()
              .find("duplicate version") != std::string::npos);
}
