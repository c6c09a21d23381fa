// SPDX-License-Identifier: MIT
// migrate lint: no server is needed, and git only for --against.
#include <doctest/doctest.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <string>
#include <vector>

using namespace dunlin::test;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A project with a migration that creates a table, and one that builds an index on it.
class project {
public:
    project() {
        write("1_a.sql", "CREATE TABLE a (id bigint PRIMARY KEY, b int);\n");
        write("2_b.sql", "CREATE INDEX a_b_idx ON a (b);\n");
    }
    void write(const std::string& name, const std::string& text) const {
        folder_.write("migrations/" + name, text);
    }
    void configure(const std::string& text) const { folder_.write("dunlin.toml", text); }
    outcome lint(const std::vector<std::string>& more) const {
        std::vector<std::string> all{"migrate", "lint"};
        all.insert(all.end(), more.begin(), more.end());
        return run_program(all, {.folder = folder_.path()});
    }
    void git(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(),
                         {"git", "-c", "user.name=A", "-c", "user.email=a@example.com"});
        const auto run =
            run_program(arguments, {.folder = folder_.path(), .program = "/usr/bin/env"});
        REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    }

private:
    temporary_folder folder_;
};

} // namespace

TEST_CASE("lint shows a finding as a compiler does, with the alternative and exit code 9") {
    const project here;
    const auto run = here.lint({});
    CHECK(run.exit_code == 9);
    CHECK(run.out == "migrations/2_b.sql:1:1: error: blocks writes to a until the index is built "
                     "[index-not-concurrent]\n"
                     "  1 | CREATE INDEX a_b_idx ON a (b);\n"
                     "    | ^\n"
                     "  instead:\n"
                     "    CREATE INDEX CONCURRENTLY a_b_idx ON a (b);\n");
    CHECK(contains(run.err, "2 files checked (dunlin format, PostgreSQL "));
    CHECK(contains(run.err, "), 1 error, 0 warnings"));
}

TEST_CASE("lint of files that are one change leaves their new tables alone") {
    const project here;
    CHECK(here.lint({"migrations/1_a.sql", "migrations/2_b.sql"}).exit_code == 0);
    CHECK(here.lint({"migrations/2_b.sql"}).exit_code == 9);
    const auto other = here.lint({"migrations/3_c.sql"});
    CHECK(other.exit_code == 2);
    CHECK(contains(other.err, "migrations/3_c.sql is not a migration in migrations"));
}

TEST_CASE("lint --against checks what the revision does not have") {
    const project here;
    here.git({"init", "-q"});
    here.git({"add", "."});
    here.git({"commit", "-q", "-m", "x"});
    CHECK(here.lint({"--against", "HEAD"}).exit_code == 0);
    here.write("3_c.sql", "ALTER TABLE a DROP COLUMN b;\n");
    const auto run = here.lint({"--against", "HEAD"});
    CHECK(run.exit_code == 9);
    CHECK(contains(run.out, "3_c.sql"));
    CHECK(!contains(run.out, "2_b.sql"));
}

TEST_CASE("an allowance silences its rule for its statement alone") {
    const project here;
    here.write("2_b.sql", "-- dunlin:allow index-not-concurrent reason=\"ten rows\"\n"
                          "CREATE INDEX a_b_idx ON a (b);\n");
    const auto allowed = here.lint({});
    CHECK(allowed.exit_code == 0);
    CHECK(contains(allowed.err, "1 allowed"));
    here.write("2_b.sql", "-- dunlin:allow index-not-concurrent\n"
                          "CREATE INDEX a_b_idx ON a (b);\n");
    const auto invalid = here.lint({});
    CHECK(invalid.exit_code == 9);
    CHECK(contains(invalid.out, "2_b.sql:1:1: error: the allowance of index-not-concurrent has no "
                                "reason [allowance-invalid]"));
    CHECK(contains(invalid.out, "[index-not-concurrent]"));
    here.write("2_b.sql", "-- dunlin:allow drop-table reason=\"x\"\nSELECT 1;\n");
    CHECK(contains(here.lint({}).out, "[allowance-unused]"));
    here.write("2_b.sql", "-- dunlin:allow index-not-concurrent reason=\"x\" until=2020-01-01\n"
                          "CREATE INDEX a_b_idx ON a (b);\n");
    CHECK(contains(here.lint({}).out, "has expired [allowance-invalid]"));
}

TEST_CASE("dunlin.toml chooses rules, severities and the first version") {
    const project here;
    here.configure("[lint]\noff = [\"index-not-concurrent\"]\n");
    CHECK(here.lint({}).exit_code == 0);
    here.configure("[lint]\nwarnings = [\"index-not-concurrent\"]\n");
    const auto warned = here.lint({});
    CHECK(warned.exit_code == 0);
    CHECK(contains(warned.out, "warning: blocks writes to a"));
    here.configure("[lint]\nsince = \"3\"\n");
    CHECK(here.lint({}).exit_code == 0);
    here.configure("[lint]\noff = [\"index-not-concurent\"]\n");
    const auto unknown = here.lint({});
    CHECK(unknown.exit_code == 2);
    CHECK(contains(unknown.err, "did you mean index-not-concurrent?"));
}

TEST_CASE("lint writes reports for code analysis") {
    const project here;
    const auto sarif = here.lint({"--report", "sarif"});
    CHECK(sarif.exit_code == 9);
    CHECK(contains(sarif.out, "\"version\":\"2.1.0\""));
    CHECK(contains(sarif.out, "\"ruleId\":\"index-not-concurrent\""));
    CHECK(contains(sarif.out, "\"startLine\":1"));
    CHECK(
        contains(here.lint({"--report", "gitlab"}).out, "\"check_name\":\"index-not-concurrent\""));
    CHECK(contains(here.lint({"--report", "github"}).out, "::error file=migrations/2_b.sql"));
    CHECK(contains(here.lint({"--report", "junit"}).out, "failures=\"1\""));
}

TEST_CASE("rules are listed and explained") {
    const project here;
    CHECK(contains(here.lint({"--rules"}).out, "index-not-concurrent"));
    const auto explained = here.lint({"--explain", "index-not-concurrent"});
    CHECK(contains(explained.out, "SHARE lock, reads all rows"));
    CHECK(contains(explained.out, "https://www.postgresql.org/docs/current/sql-createindex.html"));
    CHECK(here.lint({"--explain", "no-such-rule"}).exit_code == 2);
    CHECK(here.lint({"--target-version", "12"}).exit_code == 2);
}
