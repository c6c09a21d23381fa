// SPDX-License-Identifier: MIT
#include <dunlin/migrator/history.hpp>
#include <dunlin/migrator/source.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/golden.hpp>
#include <support/temporary_folder.hpp>

#include <algorithm>

using namespace dunlin::migrator;
using dunlin::test::caught;
using dunlin::test::temporary_folder;

namespace {

std::string whole_folder() {
    return dunlin::test::source_path("tests/data/migrator/flyway/whole");
}

source read_whole() {
    read_options options;
    options.placeholder = [](std::string_view name) {
        return name == "tab" ? std::optional<std::string>("tt") : std::nullopt;
    };
    return read_source(whole_folder(), options);
}

bool has_text(const std::vector<std::string>& all, const std::string& part) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& text) {
        return text.find(part) != std::string::npos;
    });
}

} // namespace

TEST_CASE("a flyway folder is known by its names, and read with its sub-folders") {
    const source all = read_whole();
    CHECK(all.format == "flyway");
    REQUIRE(all.versioned.size() == 5);
    CHECK(all.versioned[0].version == "1");
    CHECK(all.versioned[1].version == "1.1");
    CHECK(all.versioned[1].description == "second one");
    CHECK(all.versioned[2].name == "sub/V2.0__index.sql");
    CHECK(all.versioned[3].up.options.no_transaction);
    CHECK(all.versioned[3].up.edits.empty());
    CHECK(all.versioned[4].needs_tool == "it is written in Java");
    REQUIRE(all.repeatable.size() == 1);
    CHECK(all.repeatable[0].version == "R__the_view");
    CHECK(all.versioned[0].down);
    CHECK(all.versioned[0].text_of(*all.versioned[0].down) == "DROP TABLE a;\n");
    REQUIRE(all.never_run.size() == 3);
    CHECK(has_text(all.never_run, "V4_typo.sql"));
    CHECK(has_text(all.never_run, "helper.sql"));
    CHECK(has_text(all.never_run, "U7__orphan.sql"));
}

TEST_CASE("flyway's checksums are those that flyway 11.8.2 writes of these files") {
    const source all = read_whole();
    CHECK(all.versioned[0].tool_checksums == std::vector<std::string>{"flyway:159346901"});
    CHECK(all.versioned[1].tool_checksums == std::vector<std::string>{"flyway:206277861"});
    CHECK(all.versioned[2].tool_checksums == std::vector<std::string>{"flyway:446577920"});
    REQUIRE(all.repeatable[0].tool_checksums.size() == 2);
    CHECK(all.repeatable[0].tool_checksums[0] == "flyway:909013146");
}

TEST_CASE("placeholders are edits, flyway's own included") {
    const temporary_folder folder;
    folder.write("flyway.conf", "# of all\nflyway.placeholders.Schema = app\n"
                                "flyway.table=history\nflyway.outOfOrder=true\n");
    folder.write("V1__a.sql", "SET x TO ${schema};SELECT '${flyway:table} ${flyway:filename}', "
                              "'${flyway:database}', '${other}';");
    const source all = read_source(folder.path());
    const auto& edits = all.versioned.at(0).up.edits;
    REQUIRE(edits.size() == 5);
    CHECK(edits[0].variable == "schema");
    CHECK(edits[0].has_default);
    CHECK(edits[0].text == "app");
    CHECK(edits[1].text == "history");
    CHECK(edits[2].text == "V1__a.sql");
    CHECK(edits[3].variable == "flyway:database");
    CHECK_FALSE(edits[4].has_default);
    CHECK(all.ledger_table == "history");
    CHECK(all.versioned[0].any_order);
}

TEST_CASE("prefixes, separator and placeholders come from flyway.toml above the folder") {
    const temporary_folder folder;
    folder.write("flyway.toml", "[flyway]\nsqlMigrationPrefix = 'M'\n"
                                "sqlMigrationSeparator = '-'\nsqlMigrationSuffixes = ['.pgsql']\n"
                                "defaultSchema = 'app'\n[flyway.placeholders]\nx = '1'\n");
    std::filesystem::create_directory(folder.path() / "sql");
    folder.write("sql/M2-two.pgsql", "SELECT ${x};");
    const source all = read_source(folder.path() / "sql");
    CHECK(all.format == "flyway");
    CHECK(all.versioned.at(0).version == "2");
    CHECK(all.versioned[0].up.edits.at(0).text == "1");
    CHECK(all.ledger_table == "app.flyway_schema_history");
    CHECK(has_text(all.notes, "search_path"));
}

TEST_CASE("callbacks become hooks in flyway's order; those without a moment here are named") {
    const source all = read_whole();
    REQUIRE(all.hooks.size() == 4);
    CHECK(all.hooks[0].when == hook::time::before_run);
    CHECK(all.hooks[1].name.ends_with("afterEachMigrate__a.sql"));
    CHECK(all.hooks[2].name.ends_with("afterEachMigrate__b.sql"));
    CHECK(all.hooks[3].direction == direction::down);
    CHECK(has_text(all.notes, "afterClean.sql does not run"));
}

TEST_CASE("the highest baseline stands for all below it, on an empty database alone") {
    source all = read_whole();
    REQUIRE(all.baselines.size() == 1);
    ledger_state nothing;
    const history fresh = compare(all, nothing);
    CHECK(fresh.entries[0].state == state::baseline);
    CHECK(fresh.entries[1].state == state::pending);
    CHECK(fresh.entries[1].file->is_baseline);
    CHECK(fresh.entries[2].state == state::pending);
    ledger_state used;
    used.rows.push_back({"1", 1, "first", "versioned", "", "", {}, "", 0, "flyway"});
    const history lived = compare(all, used);
    CHECK(lived.entries[1].state == state::pending);
    CHECK_FALSE(lived.entries[1].file->is_baseline);
}

TEST_CASE("what cannot be honoured is refused by name, with file and line") {
    struct defect {
        const char* name;
        const char* text;
        const char* words;
        std::size_t line;
    };
    const defect defects[] = {
        {"V1__a.sql.conf", "encoding=UTF-8\nshouldExecute=false\n", "shouldExecute", 2},
        {"V1__a.sql.conf", "encoding=ISO-8859-1\n", "encoding", 1},
        {"V1__a.sql.conf", "executeInTransction=false\n", "unknown script setting", 1},
        {"V1__a.sql.conf", "executeInTransaction\n", "KEY=VALUE", 1},
        {"V1__a.sql.conf", "executeInTransaction=no\n", "true or false", 1},
        {"V01__b.sql", "SELECT 1;", "same number", 1},
        {"beforeEachMigrateStatement.sql", "SELECT 1;", "beforeEachMigrateStatement", 0},
        {"flyway.conf", "flyway.validateMigrationNaming=true", "V2_b.sql", 0},
    };
    for (const defect& defect : defects) {
        CAPTURE(defect.name);
        const temporary_folder folder;
        folder.write("V1__a.sql", "SELECT 1;");
        folder.write("V2_b.sql", "SELECT 1;");
        folder.write(defect.name, defect.text);
        read_options options;
        options.format = "flyway";
        const auto problem = caught<dunlin::error>([&] { read_source(folder.path(), options); });
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.message().find(defect.words) != std::string::npos);
        CHECK((defect.line == 0 || (problem.where() && problem.where()->line == defect.line)));
    }
}

TEST_CASE("two repeatable migrations of one description, and two undo scripts, are refused") {
    const temporary_folder folder;
    folder.write("V1__a.sql", "SELECT 1;");
    std::filesystem::create_directory(folder.path() / "x");
    folder.write("R__v.sql", "SELECT 1;");
    folder.write("x/R__v.sql", "SELECT 1;");
    CHECK(caught<dunlin::error>([&] { read_source(folder.path()); }).message().find("R__v.sql") !=
          std::string::npos);
    std::filesystem::remove(folder.path() / "x/R__v.sql");
    folder.write("U1__a.sql", "SELECT 1;");
    folder.write("x/U1__a.sql", "SELECT 1;");
    CHECK(caught<dunlin::error>([&] { read_source(folder.path()); })
              .message()
              .find("two undo scripts") != std::string::npos);
}
