// SPDX-License-Identifier: MIT
#include <dunlin/migrator/scaffold.hpp>
#include <dunlin/migrator/source.hpp>
#include <dunlin/migrator/version.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/temporary_folder.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;

namespace {

std::string next_after(const std::vector<std::string>& files,
                       std::optional<numbering> style = std::nullopt) {
    const dunlin::test::temporary_folder folder;
    for (const auto& name : files) {
        folder.write(name, "SELECT 1;");
    }
    return next_version(folder.path(), style);
}

} // namespace

TEST_CASE("the next version follows the folder's own style") {
    CHECK(next_after({"1.08_a.sql", "1.09_b.sql"}) == "1.10");
    CHECK(next_after({"0001_a.sql", "0009_b.sql"}) == "0010");
    CHECK(next_after({"9_a.sql"}) == "10");
    CHECK(next_after({"99_a.sql"}) == "100");
    CHECK(next_after({"2.3.9_a.sql"}) == "2.3.10");
    CHECK(next_after({"20200101000000_a.sql"}).size() == 14);
}

TEST_CASE("a folder without versions begins with a timestamp, or with 1.01 for a sequence") {
    for (const std::vector<std::string>& files : {std::vector<std::string>{}, {"R__v.sql"}}) {
        const std::string version = next_after(files);
        CHECK(version.size() == 14);
        CHECK(version > "20260101000000");
        CHECK(next_after(files, numbering::sequence) == "1.01");
    }
}

TEST_CASE("the style may be chosen, and never goes below what is there") {
    const std::string by_time = next_after({"0001_a.sql"}, numbering::timestamp);
    CHECK(by_time.size() == 14);
    CHECK(by_time > "20260101000000");
    CHECK(next_after({"29990101000000_a.sql"}) == "29990101000001");
    CHECK(next_after({"20200101000000_a.sql"}, numbering::sequence) == "20200101000001");
}

TEST_CASE("a new migration is a file that reads back, and never one that was there") {
    const dunlin::test::temporary_folder folder;
    const auto path = create_migration(folder / "migrations", "add widget's index!").front();
    CHECK(path.filename().string().substr(14) == "_add_widget_s_index.sql");
    const auto next = create_migration(folder / "migrations", "next").front();
    CHECK(next.filename().string().substr(14) == "_next.sql");
    const source all = read_source(folder / "migrations");
    REQUIRE(all.versioned.size() == 2);
    CHECK(all.versioned[0].description == "Add widget s index");
    CHECK(all.versioned[0].down);
}

TEST_CASE("a new migration is in the folder's own format and spelling") {
    const dunlin::test::temporary_folder goose;
    goose.write("00007_a.sql", "-- +goose Up\nCREATE TABLE a ();\n");
    const auto one = create_migration(goose.path(), "next");
    REQUIRE(one.size() == 1);
    CHECK(one[0].filename() == "00008_next.sql");
    CHECK(read_source(goose.path()).versioned.back().version == "8");

    const dunlin::test::temporary_folder pairs;
    pairs.write("1_a.up.sql", "CREATE TABLE a ();\n");
    pairs.write("1_a.down.sql", "DROP TABLE a;\n");
    const auto two = create_migration(pairs.path(), "next");
    REQUIRE(two.size() == 2);
    CHECK(two[0].filename() == "2_next.up.sql");
    CHECK(two[1].filename() == "2_next.down.sql");
}

TEST_CASE("a slug without letters and a malformed folder are errors") {
    const dunlin::test::temporary_folder folder;
    CHECK(caught<dunlin::error>([&] { create_migration(folder.path(), " !"); }).kind() ==
          dunlin::error_kind::usage);
    folder.write("1_a.sql", "-- dunlin:nonsense");
    CHECK(caught<dunlin::error>([&] { create_migration(folder.path(), "b"); }).kind() ==
          dunlin::error_kind::config);
}
