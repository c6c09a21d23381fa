// SPDX-License-Identifier: MIT
#include <dunlin/migrator/renumber.hpp>
#include <dunlin/migrator/scaffold.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/temporary_folder.hpp>

#include <algorithm>
#include <map>

using namespace dunlin::migrator;
using dunlin::test::caught;

namespace {

/// "old -> new" of each file, after the rename.
std::string renumber(const std::map<std::string, std::string>& texts, const std::string& version,
                     const std::string& format = {}) {
    const dunlin::test::temporary_folder folder;
    for (const auto& [name, text] : texts) {
        folder.write(name, text);
    }
    read_options options;
    options.format = format;
    options.accepts_duplicates = true;
    const source files = read_source(folder.path(), options);
    const auto plan = plan_renumbering(files, find_versioned(files, version));
    rename_files(plan);
    std::string renamed;
    for (const renamed_file& file : plan.files) {
        CHECK_FALSE(std::filesystem::exists(file.from));
        CHECK(std::filesystem::exists(file.to));
        renamed += file.from.filename().string() + " -> " + file.to.filename().string() + "\n";
    }
    return renamed;
}

constexpr auto goose = "-- +goose Up\nSELECT 1;\n";

} // namespace

TEST_CASE("each format keeps its manner of names and twins") {
    CHECK(renumber({{"00001_a.sql", goose}, {"00002_b.sql", goose}, {"00009_c.sql", goose}}, "2") ==
          "00002_b.sql -> 00010_b.sql\n");
    CHECK(renumber({{"1_a.up.sql", "SELECT 1;"},
                    {"1_a.down.sql", ""},
                    {"2_b.up.sql", "SELECT 2;"},
                    {"2_b.down.sql", "SELECT 2;"}},
                   "1",
                   "golang-migrate") == "1_a.up.sql -> 3_a.up.sql\n1_a.down.sql -> 3_a.down.sql\n");
    CHECK(renumber(
              {{"V1__a.sql", "SELECT 1;"}, {"U1__a.sql", "SELECT 1;"}, {"V2__b.sql", "SELECT 2;"}},
              "1") == "V1__a.sql -> V3__a.sql\nU1__a.sql -> U3__a.sql\n");
    CHECK(renumber({{"1.01_a.sql", "SELECT 1;"}, {"1.09_b.sql", "SELECT 2;"}}, "1.1") ==
          "1.01_a.sql -> 1.10_a.sql\n");
}

TEST_CASE("a folder of timestamps gets the present one") {
    const std::string renamed =
        renumber({{"20250101000000_a.sql", "SELECT 1;"}, {"20250102000000_b.sql", "SELECT 2;"}},
                 "20250101000000");
    const std::string prefix = "20250101000000_a.sql -> ";
    REQUIRE(renamed.starts_with(prefix));
    CHECK(renamed.substr(prefix.size(), 14) > "20260101000000");
    CHECK(renamed.ends_with("_a.sql\n"));
}

TEST_CASE("what cannot be renumbered is refused with the reason") {
    const auto kind_of = [](const std::map<std::string, std::string>& texts,
                            const std::string& version, const std::string& format = {}) {
        return caught<dunlin::error>([&] { renumber(texts, version, format); }).kind();
    };
    using dunlin::error_kind;
    CHECK(kind_of({{"1_a.sql", "SELECT 1;"}}, "2") == error_kind::not_found);
    CHECK(kind_of({{"1_a.sql", "SELECT 1;"}, {"R__x.sql", "SELECT 1;"}}, "R__x") ==
          error_kind::usage);
    CHECK(kind_of({{"01_a.sql", "SELECT 1;"}, {"1_b.sql", "SELECT 2;"}}, "1") == error_kind::usage);
    CHECK(kind_of({{"all.sql", "-- Version: 1\n-- Description: a\nSELECT 1;\n-- Version: 2\n"
                               "-- Description: b\nSELECT 2;\n"}},
                  "1") == error_kind::config);
    CHECK(kind_of({{"001_a.sql", "SELECT 1;"}, {"002_b.sql", "SELECT 2;"}}, "1", "tern") ==
          error_kind::config);
}
