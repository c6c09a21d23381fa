// SPDX-License-Identifier: MIT
#include "plan/keywords.hpp"
#include "plan/prepare.hpp"
#include "support.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using manner = prepared_script::manner;
using dunlin::test::caught;
using migrator_test::make_file;

namespace {

prepared_script prepare_text(const std::string& text, directives options = {}) {
    migration file = make_file("1", text);
    file.up.options = options;
    static const placeholder_lookup none;
    prepared_script prepared = prepare(file, direction::up, none);
    prepared.file = nullptr; // the migration goes out of scope
    return prepared;
}

directives without_transaction() {
    directives options;
    options.no_transaction = true;
    return options;
}

dunlin::error refusal(const std::string& text, directives options = {}) {
    return caught<dunlin::error>([&] { prepare_text(text, options); });
}

} // namespace

TEST_CASE("a script without telling words is not parsed") {
    CHECK(find_keywords("CREATE TABLE t (id int); INSERT INTO t VALUES (1);").is_plain());
    CHECK(find_keywords("SELECT ending, beginner, copyright FROM t").is_plain());
    CHECK_FALSE(find_keywords("x;CoMmIt;").is_plain());
    CHECK_FALSE(find_keywords("\xC3\xA4 END").is_plain());
    CHECK_FALSE(find_keywords("create index concurrently i on t (a)").is_plain());
    CHECK_FALSE(find_keywords("a\n\\restrict k").is_plain());
    CHECK_FALSE(find_keywords("EXECUTE prepared_one").names_statements);
    CHECK(find_keywords("Prepare p AS SELECT 1").names_statements);
    CHECK(find_keywords("'deallocate all'").names_statements);
    CHECK(find_keywords("DISCARD PLANS").names_statements);
}

TEST_CASE("an ordinary script is one message") {
    const auto prepared = prepare_text("CREATE TABLE t (id int);");
    CHECK(prepared.run_as == manner::message);
    CHECK(prepared.statements.empty());
}

TEST_CASE("BEGIN and END inside functions are none of the transaction") {
    const auto prepared =
        prepare_text("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\n"
                     "BEGIN RETURN 1; END $$;\nSELECT CASE WHEN true THEN 1 END;");
    CHECK(prepared.run_as == manner::message);
    CHECK(prepared.begin == "BEGIN");
}

TEST_CASE("a script wrapped whole loses its frame, and places stay the same") {
    const auto prepared = prepare_text("-- top\nBEGIN;\nCREATE TABLE t ();\nCOMMIT;\n");
    CHECK(prepared.run_as == manner::message);
    CHECK(prepared.text.text() == "-- top\n      \nCREATE TABLE t ();\n       \n");
    CHECK(prepared.text.where(14).line == 3);
}

TEST_CASE("the isolation level of a whole script's own BEGIN is kept") {
    const auto prepared = prepare_text("BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; END;");
    CHECK(prepared.begin == "BEGIN ISOLATION LEVEL SERIALIZABLE");
}

TEST_CASE(
    "blocks that another tool's script ends itself are steps, and its stray COMMIT ends one") {
    directives options;
    options.honours_blocks = true;
    const auto shape = [&](const std::string& text) {
        std::string result;
        for (const script_step& step : prepare_text(text, options).steps) {
            result += std::to_string(step.count) + (step.transactional ? "t " : "- ");
        }
        return result;
    };
    CHECK(shape("SELECT 1; SELECT 2; COMMIT; SELECT 3;") == "2t 1t ");
    CHECK(shape("SELECT 1; BEGIN; SELECT 2; SELECT 3; COMMIT; SELECT 4; SELECT 5;") == "1t 4t 2t ");
    CHECK(shape("SELECT 1; COMMIT; VACUUM a; SELECT 2;") == "1t 1- 1t ");
    CHECK(prepare_text("BEGIN; SELECT 1; COMMIT;", options).run_as == manner::message);
    const auto stray = refusal("SELECT 1;\nROLLBACK;\nSELECT 2;", options);
    CHECK(stray.message() == "ROLLBACK without BEGIN");
    CHECK(stray.where()->line == 2);
    CHECK(refusal("SELECT 1;\nBEGIN;\nSELECT 2;", options).message() == "BEGIN without COMMIT");
}

TEST_CASE("COMMIT and ROLLBACK in the middle are refused with their line") {
    const auto commit = refusal("CREATE TABLE a ();\nCOMMIT;\nCREATE TABLE b ();");
    CHECK(commit.kind() == dunlin::error_kind::config);
    CHECK(commit.message().find("COMMIT in the middle") == 0);
    CHECK(commit.where()->line == 2);
    CHECK(commit.hint().find("-- dunlin:no-transaction") != std::string::npos);
    CHECK(refusal("BEGIN;\nSELECT 1;\nCOMMIT;\nBEGIN;\nSELECT 2;\nCOMMIT;").where()->line == 1);
    CHECK(refusal("SELECT 1;\nROLLBACK;").where()->line == 2);
}

TEST_CASE("under no-transaction each statement and each block is a step") {
    const auto prepared = prepare_text(
        "SELECT 1;\nBEGIN;\nSELECT 2;\nSELECT 3;\nCOMMIT;\nSELECT 4;", without_transaction());
    REQUIRE(prepared.run_as == manner::steps);
    REQUIRE(prepared.steps.size() == 3);
    CHECK(prepared.steps[1].first == 1);
    CHECK(prepared.steps[1].count == 4);
    CHECK(prepared.steps[2].transactional);
}

TEST_CASE("a statement that cannot run in a transaction cuts the script into steps") {
    const auto prepared =
        prepare_text("CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n"
                     "CREATE INDEX CONCURRENTLY i ON t (a);\nANALYZE t;\nSELECT 1;");
    REQUIRE(prepared.run_as == manner::steps);
    REQUIRE(prepared.steps.size() == 3);
    CHECK(prepared.steps[0].count == 2);
    CHECK(prepared.steps[0].transactional);
    CHECK_FALSE(prepared.steps[1].transactional);
    CHECK(prepared.steps[2].count == 2);
}

TEST_CASE("CONCURRENTLY between BEGIN and COMMIT is refused with its line") {
    const auto problem = refusal("BEGIN;\nCREATE INDEX CONCURRENTLY i ON t (a);\nCOMMIT;");
    CHECK(problem.message().find("cannot run between BEGIN and COMMIT") != std::string::npos);
    CHECK(problem.where()->line == 2);
}

TEST_CASE("inline COPY data is sent in pieces, and the fences of pg_dump are passed over") {
    const auto prepared =
        prepare_text("\\restrict abc\nCREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n2\n"
                     "\\.\n\n\\unrestrict abc\n");
    CHECK(prepared.run_as == manner::parts);
    CHECK(prepared.statements.size() == 2);
    const auto fenced = prepare_text("\\restrict abc\nSELECT 1;\n\\unrestrict abc\n");
    CHECK(fenced.run_as == manner::message);
    CHECK(fenced.text.text().find('\\') == std::string::npos);
}

TEST_CASE("other commands of psql are refused with their line") {
    const auto problem = refusal("SELECT 1;\n\\i other.sql\n");
    CHECK(problem.where()->line == 2);
    CHECK(problem.message().find("\\i other.sql") != std::string::npos);
}

TEST_CASE("a placeholder is replaced, and places behind it are still right") {
    migration file = make_file("1", "CREATE TABLE ${name} ();\nSELECT ${wrong;\nSELECT x");
    file.up.options.placeholders = true;
    const auto prepared = prepare(file, direction::up, [](std::string_view name) {
        return std::optional<std::string>(name == "name" ? "a_long_name" : "?");
    });
    CHECK(prepared.text.text() == "CREATE TABLE a_long_name ();\nSELECT ${wrong;\nSELECT x");
    const auto location = prepared.text.where(prepared.text.text().find("x", 40));
    CHECK(location.line == 3);
    CHECK(location.column == 8);
}

TEST_CASE("a placeholder without a value is an error with its place") {
    migration file = make_file("1", "SELECT 1;\nSELECT ${gone}");
    file.up.options.placeholders = true;
    const auto problem =
        caught<dunlin::error>([&] { prepare(file, direction::up, placeholder_lookup()); });
    CHECK(problem.message() == "the placeholder ${gone} has no value");
    CHECK(problem.where()->line == 2);
    CHECK(problem.where()->column == 8);
}
