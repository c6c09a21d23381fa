// SPDX-License-Identifier: MIT
#include "format_support.hpp"

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
using migrator_test::check_refused;
using migrator_test::malformed;
using migrator_test::versions_of;

namespace {

source read_whole(const std::string& contexts = "", const std::string& labels = "") {
    read_options options;
    options.contexts = contexts;
    options.labels = labels;
    return read_source(dunlin::test::source_path("tests/data/migrator/liquibase/whole"), options);
}

source read_text(const std::string& text, const std::string& contexts = "") {
    const temporary_folder folder;
    folder.write("a.sql", "--liquibase formatted sql\n" + text);
    read_options options;
    options.contexts = contexts;
    return read_source(folder.path(), options);
}

const migration& only(const source& all) {
    REQUIRE(all.versioned.size() == 1);
    return all.versioned[0];
}

} // namespace

TEST_CASE("formatted SQL is known by its first line, a folder of it and a single file") {
    const source all = read_whole();
    CHECK(all.format == "liquibase");
    CHECK(all.order == version_order::listed);
    REQUIRE(all.versioned.size() == 6);
    CHECK(all.versioned[0].version == "all.sql::1::joe");
    CHECK(all.versioned[0].name == "joe:1");
    CHECK(all.versioned[0].description == "the first one");
    CHECK(all.versioned[1].version == "all.sql::two words::Jane Doe");
    CHECK(all.left_out.size() == 1);
    const source document =
        read_source(dunlin::test::source_path("tests/data/migrator/liquibase/whole/all.sql"));
    CHECK(document.format == "liquibase");
    CHECK(document.versioned[0].version == "all.sql::1::joe");
}

TEST_CASE("checksums are those that liquibase 4.31.1 writes of these changesets") {
    const source all = read_whole();
    const char* const expected[] = {
        "liquibase:9:1d0bac3b60378e7664e9b1c192d4f005",
        "liquibase:9:187a95ab2ed01c392a807d7d520c9655",
        "liquibase:9:60a66668983fc78a9faf8d7e13af35c4",
        "liquibase:9:fd2295e0e8ee4ef89091d3114d13e0aa",
        "liquibase:9:e64d4feed3401eabc8a947569c546af7",
        "liquibase:9:1e5ee91fa136e6c8e75a50e53b3c23fd",
    };
    for (std::size_t i = 0; i < all.versioned.size(); ++i) {
        CAPTURE(i);
        CHECK(all.versioned[i].tool_checksums == std::vector<std::string>{expected[i]});
    }
}

TEST_CASE("properties, delimiters, rollbacks and ignored lines make the scripts") {
    const source all = read_whole();
    const auto up = [&](std::size_t i) {
        return all.versioned[i].edited_text(all.versioned[i].up);
    };
    const auto down = [&](std::size_t i) {
        REQUIRE(all.versioned[i].down);
        return all.versioned[i].edited_text(*all.versioned[i].down);
    };
    CHECK(up(0).find("CREATE TABLE birds (id int);") != std::string::npos);
    CHECK(down(0) == " DROP TABLE birds;\n");
    CHECK(down(1) == "DROP FUNCTION f();\n");
    CHECK(up(2).starts_with("CREATE TABLE x (id int)\n;\nCREATE TABLE y (id int)\n;"));
    CHECK(down(2) == " DROP TABLE x;\n DROP TABLE y;\n");
    CHECK(down(3).empty());
    CHECK_FALSE(all.versioned[4].down);
    CHECK(up(5).find("NOT SQL") == std::string::npos);
    CHECK(up(5).find("nor this") == std::string::npos);
    CHECK(all.versioned[1].runs_on_change);
    CHECK(all.versioned[3].runs_always);
    const auto& rules = all.versioned[2].conditions;
    REQUIRE(rules.all.size() == 1);
    CHECK(rules.all[0].expected == "0");
    CHECK(rules.all[0].sql == "SELECT count(*) FROM birds WHERE id = 7");
    CHECK(rules.on_fail == precondition_rules::action::mark_ran);
}

TEST_CASE("delimiters as people write them") {
    const auto up = [](const std::string& attributes, const std::string& body) {
        const source all = read_text("--changeset a:1 " + attributes + "\n" + body);
        return only(all).edited_text(only(all).up);
    };
    CHECK(up("", "SELECT 1\nGO\nSELECT 4 / 2\n/\n") == "SELECT 1\n;\nSELECT 4 / 2\n;\n");
    CHECK(up("endDelimiter:@@", "SELECT 1 @@\nSELECT 2@@") == "SELECT 1 ;\nSELECT 2;");
    CHECK(up("endDelimiter:\\n\\s*GO", "SELECT 1\n go\n") == "SELECT 1\n ;\n");
    CHECK(up("endDelimiter:\\n\\s*/\\s*\\n|\\n\\s*/\\s*$", "SELECT 4 / 2\n/\n") ==
          "SELECT 4 / 2\n;\n");
    CHECK(up("splitStatements:false", "SELECT 1\n/\n") == "SELECT 1\n/\n");
}

TEST_CASE("contexts and labels choose among the changesets") {
    CHECK(read_whole("test").versioned.size() == 6);
    CHECK(read_whole("production").versioned.size() == 5);
    CHECK(read_whole("", "a").versioned.size() == 1);
    CHECK(read_whole("", "a and !b").left_out.size() == 7);
    const auto runs = [](const std::string& expression, const std::string& given) {
        return !read_text("--changeset a:0\nSELECT 0;\n--changeset a:1 contextFilter:\"" +
                              expression + "\"\nSELECT 1;",
                          given)
                    .left_out.empty();
    };
    CHECK_FALSE(runs("a or b", "B"));
    CHECK(runs("a and b", "b"));
    CHECK_FALSE(runs("a and (b or !c)", "a"));
    CHECK(runs("!a", "a"));
    CHECK_FALSE(runs("not a, b", "c"));
    CHECK_FALSE(runs("a", ""));
}

TEST_CASE("a changeset that a filter leaves out is no problem when it is applied") {
    const source everything = read_whole();
    const source filtered = read_whole("production");
    ledger_state recorded;
    recorded.exists = true;
    for (const migration& migration : everything.versioned) {
        ledger_row row;
        row.version = migration.version;
        row.rank = static_cast<std::int64_t>(recorded.rows.size()) + 1;
        row.kind = "versioned";
        row.checksum = migration.tool_checksums[0];
        recorded.rows.push_back(row);
    }
    CHECK_FALSE(compare(filtered, recorded).has_problem());
}

TEST_CASE("a file without the header is one changeset; logical paths are identities") {
    const temporary_folder folder;
    folder.write("1.sql", "--liquibase formatted sql logicalFilePath:old/name.sql\n"
                          "--changeset a:1\nSELECT 1;\n"
                          "--changeset a:2 logicalFilePath:other.sql\nSELECT 2;\n");
    folder.write("2.sql", "SELECT 3;\n");
    const source all = read_source(folder.path());
    REQUIRE(all.versioned.size() == 3);
    CHECK(all.versioned[0].version == "old/name.sql::1::a");
    CHECK(all.versioned[1].version == "other.sql::2::a");
    CHECK(all.versioned[2].version == "2.sql::raw::includeAll");
}

TEST_CASE("validCheckSum is accepted, ANY accepts all; failOnError and runInTransaction hold") {
    const source some = read_text("--changeset a:1 failOnError:false runInTransaction:false\n"
                                  "--validCheckSum: 9:abc\nSELECT 1;");
    CHECK(only(some).has_checksum("liquibase:9:abc"));
    CHECK_FALSE(only(some).has_checksum("liquibase:9:def"));
    CHECK(only(some).may_fail);
    CHECK(only(some).up.options.no_transaction);
    const source any = read_text("--changeset a:1\n--validCheckSum ANY\nSELECT 1;");
    CHECK(only(any).has_checksum("liquibase:9:def"));
}

TEST_CASE("what cannot be honoured is refused by name, with its line") {
    struct defect {
        const char* text;
        const char* words;
        std::size_t line;
    };
    const defect defects[] = {
        {"--changeset joe\nSELECT 1;", "invalid changeset line", 2},
        {"--changeset joe: 1\nSELECT 1;", "invalid changeset line", 2},
        {"--changset joe:1\nSELECT 1;", "looks like a misspelled annotation", 2},
        {"-changeset joe:1\nSELECT 1;", "looks like a misspelled annotation", 2},
        {"--changeset a:1\n--comments: x\nSELECT 1;", "looks like a misspelled annotation", 3},
        {"--changeset a:1 runOnChang:true\nSELECT 1;", "unknown changeset attribute", 2},
        {"--changeset a:1 runOnChange\nSELECT 1;", "invalid changeset attribute", 2},
        {"--changeset a:1 runOnChange:yes\nSELECT 1;", "true or false", 2},
        {"--changeset a:1 runWith:psql\nSELECT 1;", "runWith:psql", 2},
        {"--changeset a:1 endDelimiter:(GO|/)\nSELECT 1;", "regular expression", 2},
        {"--changeset a:1\n--changeset a:2\nSELECT 1;", "without SQL", 2},
        {"--changeset a:1\nSELECT 1;\n--rollback changesetId:1 changesetAuthor:b", "another", 2},
        {"--changeset a:1\n--precondition-index-exists x\nSELECT 1;", "index-exists", 3},
        {"--changeset a:1\n--precondition-sql-check 0\nSELECT 1;", "sql-check needs", 3},
        {"--changeset a:1\n--precondition-table-exists x\nSELECT 1;", "needs a table", 3},
        {"--changeset a:1\n--preconditions onFail:STOP\nSELECT 1;", "STOP", 3},
        {"--changeset a:1\nSELECT 1;\n--ignoreLines:start\nx", "are not closed", 4},
        {"--changeset a:1\nSELECT 1;\n--ignoreLines:two", "invalid value for", 4},
        {"--changeset a:1\nSELECT 1;\n/* liquibase rollback\nx", "is not closed", 4},
        {"--property name:x\n--changeset a:1\nSELECT 1;", "a name and a value", 2},
        {"--property name:x value:y context:z\n--changeset a:1\nSELECT 1;", "context", 2},
        {"SELECT 1;\n--changeset a:1\nSELECT 1;", "before the first changeset", 2},
        {"--rollback SELECT 1;\n--changeset a:1\nSELECT 1;", "belongs to no changeset", 2},
        {"--changeset a:1\nSELECT 1;\n--changeset a:1\nSELECT 2;", "duplicate version", 4},
    };
    for (const defect& defect : defects) {
        CAPTURE(defect.text);
        const auto problem = caught<dunlin::error>([&] { read_text(defect.text); });
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.message().find(defect.words) != std::string::npos);
        REQUIRE(problem.where());
        CHECK((problem.where()->line == defect.line || problem.where()->line == defect.line + 1));
    }
}

TEST_CASE("what is nearly an annotation in a changeset is a comment, as it is to Liquibase") {
    const source all =
        read_text("--changeset a:1\n--rolback a:2\nSELECT 1;\n--changsets a:3\nSELECT 2;");
    CHECK(only(all).edited_text(only(all).up) ==
          "--rolback a:2\nSELECT 1;\n--changsets a:3\nSELECT 2;");
    CHECK_FALSE(only(all).down);
    REQUIRE(all.notes.size() == 2);
    CHECK(all.notes[0].find("a.sql:3: \"--rolback a:2\" looks like a misspelled annotation") !=
          std::string::npos);
    CHECK(all.notes[1].find("a.sql:5: \"--changsets a:3\"") != std::string::npos);
}

TEST_CASE("a changelog of includes in YAML, JSON or XML says what runs in which order") {
    struct spelling {
        const char* name;
        const char* text;
    };
    const spelling all[] = {
        {"db/master.yaml", "databaseChangeLog:\n"
                           "  - include:\n      file: db/second.sql\n"
                           "  - includeAll:\n      path: parts\n"
                           "      relativeToChangelogFile: true\n"},
        {"db/master.json", "{\"databaseChangeLog\": [\n"
                           "  {\"include\": {\"file\": \"classpath:/db/second.sql\"}},\n"
                           "  {\"includeAll\": {\"path\": \"db/parts\"}}]}\n"},
        {"db/master.xml",
         "<?xml version=\"1.0\"?>\n<databaseChangeLog xmlns=\"http://www.liquibase.org/xml\">\n"
         "  <!-- parts -->\n  <include file=\"db/second.sql\"/>\n"
         "  <include relativeToChangelogFile=\"true\" file=\"inner.xml\"/>\n"
         "</databaseChangeLog>\n"},
    };
    for (const spelling& spelling : all) {
        CAPTURE(spelling.name);
        const temporary_folder folder;
        for (const char* name : {"db/second.sql", "db/parts/1.sql", "db/parts/2.sql"}) {
            folder.write(name, "--liquibase formatted sql\n--changeset joe:1\nSELECT 1;\n");
        }
        folder.write(spelling.name, spelling.text);
        if (std::string_view(spelling.name).ends_with("xml")) {
            folder.write("db/inner.xml", "<databaseChangeLog><includeAll path=\"db/parts\"/>"
                                         "</databaseChangeLog>");
        }
        for (const std::filesystem::path& at :
             {folder.path() / spelling.name, folder.path() / "db"}) {
            const source read = read_source(at);
            CHECK(read.format == "liquibase");
            CHECK(versions_of(read) ==
                  "db/second.sql::1::joe db/parts/1.sql::1::joe db/parts/2.sql::1::joe");
        }
    }
}

TEST_CASE("what is more than includes is refused by name, with its line") {
    const malformed all[] = {
        {"m.yaml", "databaseChangeLog:\n- changeSet:\n    id: 1\n",
         "changeSet is supported only in SQL changelogs", 2},
        {"m.yaml", "databaseChangeLog:\n- include:\n    file: a.sql\n    context: x\n",
         "context of include is not supported", 2},
        {"m.yaml", "databaseChangeLog:\n\n- include: {file: gone.sql}\n", "does not exist", 3},
        {"m.yml", "databaseChangeLog: [\n", "invalid YAML", 2},
        {"m.json", "{\"databaseChangeLog\": [{\"property\": {\"name\": \"a\"}}]}",
         "property is supported only", 1},
        {"m.xml",
         "<databaseChangeLog>\n <preConditions><dbms type=\"x\"/></preConditions>\n"
         "</databaseChangeLog>\n",
         "preConditions is supported only in SQL changelogs", 2},
        {"m.xml", "<databaseChangeLog\n logicalFilePath=\"x\"/>", "logicalFilePath of", 1},
        {"m.xml", "<databaseChangeLog>\n<include file=\"m.xml\"/></databaseChangeLog>",
         "includes itself", 2},
        {"m.xml", "<databaseChangeLog>\n<include file='a'>\n", "invalid XML", 3},
    };
    for (const malformed& malformed_part : all) {
        check_refused(malformed_part, "liquibase");
    }
    const temporary_folder folder;
    folder.write("a.xml", "<databaseChangeLog/>");
    folder.write("b.yaml", "databaseChangeLog: []\n");
    const auto problem = caught<dunlin::error>([&] { read_source(folder.path()); });
    CHECK(problem.message().find("several changelogs are") == 0);
}

TEST_CASE("a changeset runs where its dbms is PostgreSQL, and not where that is excluded") {
    const auto runs = [](const std::string& dbms) {
        return read_text("--changeset a:1 dbms:" + dbms + "\nSELECT 1;").versioned.size() == 1;
    };
    CHECK(runs("postgresql"));
    CHECK(runs("all"));
    CHECK(runs("\"oracle, postgresql\""));
    CHECK(runs("!oracle"));
    CHECK_FALSE(runs("!postgresql"));
    CHECK_FALSE(runs("\"!oracle,!postgresql\""));
    CHECK_FALSE(runs("none"));
    CHECK_FALSE(runs("oracle"));
}

TEST_CASE("a rollback runs outside a transaction as its changeset does") {
    const source one = read_text("--changeset a:1 runInTransaction:false\nSELECT 1;\n"
                                 "--rollback SELECT 2;\n--rollback SELECT 3;");
    REQUIRE(only(one).down);
    CHECK(only(one).down->options.no_transaction);
    CHECK(migrator_test::steps_of(only(one), direction::down) == 2);
}
