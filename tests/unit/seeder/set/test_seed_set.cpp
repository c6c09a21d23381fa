// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/seeder/seed_set.hpp>

#include <support/caught.hpp>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>

#include <filesystem>

using namespace dunlin;
using namespace dunlin::seeder;

namespace {

std::vector<std::string> file_names(const seed_set& set) {
    std::vector<std::string> names;
    for (const auto& file : set.files) {
        names.push_back(file.path.filename().string());
    }
    return names;
}

} // namespace

TEST_CASE("a data file's name tells its table, whatever stands around it") {
    const auto file = describe_file("seed/10_sales.order_lines.csv.gz");
    CHECK(file.format == file_format::csv);
    CHECK(file.schema == "sales");
    CHECK(file.table == "order_lines");
    CHECK(describe_file("users.ndjson").table == "users");
    CHECK(describe_file("users.ndjson").schema.empty());
    CHECK(describe_file("2_users.jsonl.zst").format == file_format::ndjson);
    CHECK(describe_file("2_users.jsonl.zst").table == "users");
    CHECK(describe_file("01_users.sql").table.empty());
    CHECK(describe_file("01_users.sql.zst").format == file_format::sql);
}

TEST_CASE("a name that tells no table is refused") {
    CHECK_THROWS_AS(describe_file("users.xlsx"), error);
    CHECK_THROWS_AS(describe_file("public..csv"), error);
    CHECK_THROWS_AS(describe_file(".csv"), error);
}

TEST_CASE("files come in the order of their names, numbers as numbers") {
    const test::temporary_folder folder;
    for (const auto* name : {"10_c.sql", "2_b.sql", "01_a.sql", "z.csv", "README.md", ".hidden"}) {
        folder.write(name, "");
    }
    CHECK(file_names(find_set(folder.path(), "default")) ==
          std::vector<std::string>{"01_a.sql", "2_b.sql", "10_c.sql", "z.csv"});
}

TEST_CASE("a folder in the folder is a set, and a wrong name finds the nearest") {
    const test::temporary_folder folder;
    folder.write("a.sql", "");
    folder.write("demo/b.sql", "");
    folder.write("large/c.sql", "");
    CHECK(file_names(find_set(folder.path(), "demo")) == std::vector<std::string>{"b.sql"});
    const auto sets = list_sets(folder.path());
    REQUIRE(sets.size() == 3);
    CHECK(sets[0].name == "default");
    CHECK(sets[1].name == "demo");
    const auto problem = dunlin::test::caught<error>([&] { find_set(folder.path(), "dmeo"); });
    CHECK(problem.kind() == error_kind::not_found);
    CHECK(problem.hint() == "did you mean \"demo\"?");
}

TEST_CASE("a missing folder and a stray file are configuration errors") {
    const test::temporary_folder folder;
    CHECK(dunlin::test::caught<error>([&] { list_sets(folder / "none"); }).kind() ==
          error_kind::config);
    folder.write("a.tsv", "");
    CHECK(dunlin::test::caught<error>([&] { find_set(folder.path(), "default"); }).kind() ==
          error_kind::config);
}

TEST_CASE("what is no regular file in a folder is refused, and not opened") {
    const test::temporary_folder folder;
    const auto refusal = [&] {
        return test::caught<error>([&] { find_set(folder.path(), "default"); });
    };
    REQUIRE(::mkfifo((folder / "owners.csv").c_str(), 0600) == 0);
    CHECK(refusal().kind() == error_kind::config);
    CHECK(refusal().message().ends_with("owners.csv is not a regular file"));
    std::filesystem::remove(folder / "owners.csv");
    std::filesystem::create_symlink("/dev/zero", folder / "1_zero.sql");
    CHECK(refusal().message().ends_with("1_zero.sql is not a regular file"));
}

TEST_CASE("embedded files make the same sets as a folder") {
    const std::vector<embedded_file> files{{"10_c.sql", "SELECT 10;"},
                                           {"2_sales.orders.csv", "a\n1\n"},
                                           {"README.md", "not a seed"},
                                           {"demo/b.ndjson", "{}"},
                                           {"large/c.sql", ""}};
    const auto set = find_set(files);
    CHECK(set.name == "default");
    CHECK(file_names(set) == std::vector<std::string>{"2_sales.orders.csv", "10_c.sql"});
    CHECK(set.files[0].schema == "sales");
    CHECK(set.files[0].table == "orders");
    REQUIRE(set.files[0].content);
    CHECK(*set.files[0].content == "a\n1\n");
    CHECK(file_names(find_set(files, "demo")) == std::vector<std::string>{"b.ndjson"});
    const auto sets = list_sets(files);
    REQUIRE(sets.size() == 3);
    CHECK(sets[0].files.size() == 2);
    CHECK(sets[1].name == "demo");
    CHECK(sets[2].name == "large");
    CHECK(list_sets(std::vector<embedded_file>{{"demo/b.ndjson", ""}}).size() == 1);
}

TEST_CASE("embedded files that make no set are refused") {
    const auto refusal = [](const std::string& name) {
        return dunlin::test::caught<error>([&] {
            list_sets(std::vector<embedded_file>{{name, ""}});
        });
    };
    CHECK(refusal("a.tsv").kind() == error_kind::config);
    CHECK(refusal("demo/more/a.sql").kind() == error_kind::config);
    const auto unknown = dunlin::test::caught<error>([&] {
        find_set(std::vector<embedded_file>{{"demo/a.sql", ""}}, "dmeo");
    });
    CHECK(unknown.kind() == error_kind::not_found);
    CHECK(unknown.hint() == "did you mean \"demo\"?");
}
