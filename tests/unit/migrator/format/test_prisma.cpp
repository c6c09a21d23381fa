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
    return dunlin::test::source_path("tests/data/migrator/prisma/" + name);
}

} // namespace

TEST_CASE("prisma: folders are migrations, in the order of their names") {
    const source all = read_source(fixture("sound"));
    CHECK(all.format == "prisma");
    CHECK(all.order == version_order::lexical);
    REQUIRE(all.versioned.size() == 4);
    const migration& init = all.versioned[0];
    CHECK(init.version == "20240101000000_init");
    CHECK(init.description == "init");
    CHECK(init.tool_checksums.front() ==
          "prisma:4e7abfb2ba1a67c93aa7bc9dea1c06e2e76f322b970f808faefaf65fba84bb9d");
    CHECK(init.up.options.honours_blocks);
    CHECK_FALSE(init.up.options.no_transaction);
    CHECK_FALSE(init.down);
    CHECK(all.versioned[1].description == "drop admin role");
    const migration& index = all.versioned[2];
    REQUIRE(index.down);
    CHECK(index.text_of(*index.down) == "DROP INDEX \"User_name_idx\";\n");
    REQUIRE(all.never_run.size() == 1);
    CHECK(all.never_run[0].ends_with("rehearsal.sql"));
}

TEST_CASE("prisma: the checksums are those that Prisma takes, old and of other line ends too") {
    const dunlin::test::temporary_folder folder;
    folder.write("20240101000000_a/migration.sql", "SELECT 7;\n");
    const auto sums = read_source(folder.path()).versioned.at(0).tool_checksums;
    CHECK(sums == std::vector<std::string>{
                      "prisma:0490b856356abac0fbc5782ba24ad6100398efcb151f00d32b751ffdb2b819a8",
                      "prisma:490b856356abac0fbc5782ba24ad610398efcb151f0d32b751ffdb2b819a8",
                      "prisma:c4c6916d74f1aed2403d253449c3df5a3056b2c388f35988539ec84c60b6a6d4"});
}

TEST_CASE("prisma: what is no history for PostgreSQL is refused with its place") {
    const auto other = caught<dunlin::error>([] { read_source(fixture("other_provider")); });
    CHECK(other.kind() == dunlin::error_kind::config);
    CHECK(other.message() == "these migrations were written for mysql");
    REQUIRE(other.where());
    CHECK(other.where()->line == 3);
    const auto none = caught<dunlin::error>([] { read_source(fixture("no_provider")); });
    CHECK(none.message().find("sets no provider") != std::string::npos);
    const auto empty = caught<dunlin::error>([] { read_source(fixture("no_script")); });
    CHECK(empty.kind() == dunlin::error_kind::config);
    CHECK(empty.message().find("20240101000000_init contains no migration.sql") !=
          std::string::npos);
}

TEST_CASE("prisma: Drizzle's folders, which look alike, are not taken for Prisma's") {
    const dunlin::test::temporary_folder folder;
    folder.write("20240101000000_a/migration.sql", "SELECT 1;\n");
    folder.write("20240101000000_a/snapshot.json", "{}");
    CHECK(caught<dunlin::error>([&] { read_source(folder.path()); }).kind() ==
          dunlin::error_kind::config);
}
