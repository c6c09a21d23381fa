// SPDX-License-Identifier: MIT
#include "format/psql_variables.hpp"
#include "format/sqitch/plan.hpp"

#include <dunlin/migrator/source.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/golden.hpp>
#include <support/temporary_folder.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;

namespace {

std::string fixture(const std::string& name) {
    return dunlin::test::source_path("tests/data/migrator/sqitch/" + name);
}

const sqitch_change& details(const migration& of) {
    return dynamic_cast<const sqitch_change&>(*of.details);
}

/// The text after all edits that need no variable; variables as <name>.
std::string replaced(const std::string& text, const psql_values& known = {}) {
    const source_file file{"deploy/a.sql", text};
    std::string result;
    std::size_t taken = 0;
    for (const edit& edit : find_psql_edits(file, known, {})) {
        result += text.substr(taken, edit.begin - taken);
        result += edit.variable.empty() ? edit.text : "<" + edit.variable + ">";
        taken = edit.end;
    }
    return result + text.substr(taken);
}

} // namespace

TEST_CASE("sqitch: changes have the ids and hashes that sqitch computes") {
    const source all = read_source(fixture("sound"));
    CHECK(all.format == "sqitch");
    CHECK(all.order == version_order::listed);
    REQUIRE(all.versioned.size() == 4);
    CHECK(all.versioned[0].version == "4aee3dc96a1ef3aebd47fb3aae18b9f546514376");
    CHECK(all.versioned[1].version == "2d240f242697822b90d2230bf5f94dc6522a16c8");
    CHECK(all.versioned[2].version == "3def3880b2221f26caad4cd2329a81ee2989ceae");
    CHECK(all.versioned[3].version == "6f90e1509051dc1d64a8f630d5763da9ecbb80e3");
    CHECK(all.versioned[0].tool_checksums ==
          std::vector<std::string>{"sqitch:4a015d5ccb0c165df30428a1166ce80f41df14e9"});
    CHECK(all.versioned[1].name == "users@v1.0.0");
    CHECK(all.versioned[1].tool_checksums.front() ==
          "sqitch:b43687067ef9b7d48e5e14726117888338e687b1");
    CHECK(all.versioned[1].description == "users@v1.0.0: Users");
    CHECK(all.versioned[3].name == "users");
    CHECK_FALSE(all.versioned[2].verify);
    REQUIRE(all.versioned[3].verify);
    CHECK(all.versioned[3].verify->file->name.ends_with("db/verify/users.sql"));
    REQUIRE(all.never_run.size() == 1);
    CHECK(all.never_run[0].ends_with("deploy/forgotten.sql"));
    CHECK(read_source(fixture("sound/db")).versioned.at(3).version ==
          "6f90e1509051dc1d64a8f630d5763da9ecbb80e3");
}

TEST_CASE("sqitch: dependencies, tags, notes and who deploys") {
    const source all = read_source(fixture("sound"));
    const sqitch_change& schema = details(all.versioned[0]);
    CHECK(schema.planned.note == "Make the schema; a # in a note\nand a second line");
    CHECK(schema.project->uri == "HTTPS://Example.ORG/flipr");
    CHECK(schema.project->committer_name == "Dana Deployer");
    CHECK(schema.project->committer_email == "dana@example.org");
    const sqitch_change& lists = details(all.versioned[2]);
    REQUIRE(lists.dependencies.size() == 4);
    CHECK(lists.dependencies[0].id == all.versioned[0].version);
    CHECK(lists.dependencies[1].id == all.versioned[1].version);
    CHECK(lists.dependencies[2].project == "other");
    CHECK(lists.dependencies[2].text == "other:thing@v2");
    CHECK(lists.dependencies[3].conflicts);
    CHECK(lists.dependencies[3].text == "other:nothing");
    CHECK(lists.planned.name == "Zo\xC3\xAB");
    const sqitch_change& again = details(all.versioned[3]);
    CHECK(again.dependencies.at(0).id == all.versioned[1].version);
    REQUIRE(again.tags.size() == 1);
    CHECK(again.tags[0].name == "@v1.1.0");
    CHECK(canonical_uri("http://Example.org:80") == "http://example.org/");
    CHECK(canonical_uri("https://a@Example.org:8443/X?y") == "https://a@example.org:8443/X?y");
}

TEST_CASE("sqitch: what sqitch refuses in a plan is refused with its line") {
    struct defect {
        const char* folder;
        const char* words;
        std::size_t line; ///< 0: none
    };
    const defect defects[] = {
        {"no_project", "no %project", 1},
        {"no_blank_line", "the blank line between", 2},
        {"unknown_pragma", "unknown pragma %projekt", 2},
        {"no_time", "the time after the name is missing", 4},
        {"no_planner", "the planner after the time is missing", 4},
        {"bad_name", "the name is missing or invalid", 4},
        {"reserved", "\"HEAD\" is a reserved name", 4},
        {"twice", "the change a occurs twice", 5},
        {"tag_first", "the tag @v1 comes before any change", 4},
        {"tag_twice", "duplicate tag @v1", 6},
        {"tag_depends", "a tag cannot have dependencies", 5},
        {"unknown_requirement", "a requires b, which is not a change above it", 4},
        {"bad_dependency", "invalid dependency: \"b:\"", 4},
        {"dependency_twice", "duplicate dependency a", 5},
        {"unknown_conflict", "a conflicts with b, which is not a change of the plan", 4},
        {"revert", "planned as a revert", 5},
        {"no_script", "the deploy script of z is missing", 0},
        {"other_engine", "is for the engine mysql", 2},
    };
    for (const defect& defect : defects) {
        CAPTURE(defect.folder);
        const auto problem = caught<dunlin::error>([&] { read_source(fixture(defect.folder)); });
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.message().find(defect.words) != std::string::npos);
        CHECK((problem.where() ? problem.where()->line : 0) == defect.line);
    }
}

TEST_CASE("sqitch: psql's variables are replaced where psql replaces them") {
    CHECK(replaced("SELECT :a, :'a', :\"a\", x::int, a[1:n], ':a', \":a\" -- :a\n/* :a */") ==
          "SELECT <a>, <a>, <a>, x::int, a[1:n], ':a', \":a\" -- :a\n/* :a */");
    CHECK(
        replaced("\\set a 'it''s' b\nSELECT :'a', $$ :a $$, $t$ :a $t$, E'\\':a', :\"a\", :a;\n") ==
        "\nSELECT 'it''sb', $$ :a $$, $t$ :a $t$, E'\\':a', \"it'sb\", it'sb;\n");
    CHECK(replaced("\\set a 1\n\\set b :a 2\nSELECT :b;\n\\unset b\nSELECT :b;") ==
          "\n\nSELECT 12;\n\nSELECT <b>;");
    CHECK(replaced("\\set a 1\nCOPY t FROM stdin;\n:a\tx\n\\.\nSELECT :a;") ==
          "\nCOPY t FROM stdin;\n:a\tx\n\\.\nSELECT 1;");
    CHECK(replaced("\\set ON_ERROR_STOP on\nSELECT a[1:n];", {{"n", "2"}}) == "\nSELECT a[1<n>];");
    CHECK(replaced("\\set a 1\n\\set a `cat secret`\nSELECT :'a';") == "\n\nSELECT <a>;");
    CHECK(replaced("\\echo hello") == "\\echo hello");
}

TEST_CASE("sqitch: a \\set that only psql can carry out is refused with its line") {
    for (const char* text : {"SELECT 1;\n\\set a 'x' `cat secret`\n", "\n\\set ON_ERROR_STOP off\n",
                             "\n\\set a :unknown\n", "\nSELECT :{?a};\n"}) {
        CAPTURE(text);
        const source_file file{"deploy/a.sql", text};
        const auto problem = caught<dunlin::error>([&] { find_psql_edits(file, {}, {}); });
        CHECK(problem.kind() == dunlin::error_kind::config);
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 2);
    }
}

TEST_CASE("sqitch: \\copy becomes COPY FROM STDIN with its data, from a file or in the script") {
    CHECK(
        replaced("\\set a 1\n\\copy t (a, \"b from c\") from stdin with (format csv);\n:a,x\n\\.\n"
                 "SELECT :a;") ==
        "\nCOPY t (a, \"b from c\") FROM STDIN with (format csv);\n:a,x\n\\.\nSELECT 1;");
    const dunlin::test::temporary_folder folder;
    folder.write("data/it's.csv", "1,a\n2,:b");
    const source_file file{"deploy/a.sql", "\\COPY s.t FROM 'data/it''s.csv' CSV\nSELECT 1;\n"};
    const auto edits = find_psql_edits(file, {}, folder.path());
    REQUIRE(edits.size() == 1);
    CHECK(edits[0].text == "COPY s.t FROM STDIN CSV;\n1,a\n2,:b\n\\.");
    CHECK(file.text.substr(edits[0].end) == "\nSELECT 1;\n");
}

TEST_CASE("sqitch: a \\copy that needs psql itself is refused with what to write instead") {
    const std::pair<const char*, const char*> refused[] = {
        {"t from program 'cat x'", "\\copy from program is not supported"},
        {"t from pstdin", "\\copy from pstdin is not supported"},
        {"t to 'x'", "can use \\copy only to read"},
        {"(select 1) to stdout", "can use \\copy only to read"},
        {"t", "can use \\copy only to read"},
        {"t from 'missing.csv'", "\\copy cannot read its file"},
    };
    for (const auto& [arguments, words] : refused) {
        CAPTURE(arguments);
        const source_file file{"deploy/a.sql",
                               "SELECT 1;\n\\copy " + std::string(arguments) + "\n"};
        const auto problem = caught<dunlin::error>([&] { find_psql_edits(file, {}, "nowhere"); });
        CHECK(problem.message().find(words) != std::string::npos);
        CHECK_FALSE(problem.hint().empty());
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 2);
    }
}

TEST_CASE("sqitch: people see the names of changes") {
    const source all = read_source(fixture("sound"));
    CHECK(all.versioned[1].shown_version() == "users@v1.0.0");
    CHECK(all.versioned[3].shown_version() == "users");
    CHECK(all.versioned[0].shown_description() == "Make the schema; a # in a note");
    CHECK(all.versioned[0].description == "schema: Make the schema; a # in a note");
}

TEST_CASE("sqitch: a change at a tag is the reworked one when the tag came after that") {
    const dunlin::test::temporary_folder folder;
    const std::string holder = " 2026-01-01T08:00:00Z P <p@example.org> # x\n";
    folder.write("sqitch.conf", "[core]\n\tengine = pg\n");
    folder.write("sqitch.plan", "%syntax-version=1.0.0\n%project=p\n\nusers" + holder + "@v1" +
                                    holder + "\nusers [users@v1]" + holder + "@v2" + holder +
                                    "\nfirst [users@v1]" + holder + "second [users@v2]" + holder);
    for (const char* name : {"users", "users@v1", "first", "second"}) {
        folder.write(std::string("deploy/") + name + ".sql", "SELECT 1;\n");
    }
    const source all = read_source(folder.path());
    REQUIRE(all.versioned.size() == 4);
    CHECK(details(all.versioned[1]).dependencies.at(0).id == all.versioned[0].version);
    CHECK(details(all.versioned[2]).dependencies.at(0).id == all.versioned[0].version);
    CHECK(details(all.versioned[3]).dependencies.at(0).id == all.versioned[1].version);
}
