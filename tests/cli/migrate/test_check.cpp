// SPDX-License-Identifier: MIT
// migrate check: no server is needed, and git only for --against.
#include <dunlin/base/file.hpp>

#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace dunlin::test;

namespace {

/// A git repository with 1 and 3 on its branch main.
class repository {
public:
    repository() {
        write("1_a.sql", "CREATE TABLE a ();\n");
        write("3_c.sql", "CREATE TABLE c ();\n");
        git({"init", "-q"});
        git({"checkout", "-q", "-b", "main"});
        commit();
    }

    void write(const std::string& name, const std::string& text) const {
        folder_.write("db/migrations/" + name, text);
    }
    void commit() const {
        git({"add", "."});
        git({"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "x"});
    }
    void git(std::vector<std::string> arguments) const {
        std::vector<std::string> all{"git"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const auto run = run_program(all, {.folder = folder_.path(), .program = "/usr/bin/env"});
        REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    }
    outcome check(const std::vector<std::string>& more,
                  const std::map<std::string, std::string>& environment = {}) const {
        std::vector<std::string> all{"migrate", "check", "db/migrations"};
        all.insert(all.end(), more.begin(), more.end());
        return run_program(all, {.environment = environment, .folder = folder_.path()});
    }
    const temporary_folder& folder() const { return folder_; }

private:
    temporary_folder folder_;
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("sound migrations pass, without a database and without a word on stdout") {
    const repository here;
    const auto run = here.check({});
    CHECK(run.exit_code == 0);
    CHECK(run.out.empty());
    CHECK(run.err == "2 migrations in 2 files checked (dunlin format), no problems\n");
    CHECK(here.check({"--against", "main"}).exit_code == 0);
}

TEST_CASE("all that is malformed is shown as a compiler shows it, with exit code 2") {
    const repository here;
    here.write("3_again.sql", "SELECT 1;\n-- dunlin:nope\n");
    here.write("4_d.sql", "SELECT 1;\nCOMMIT;\n");
    here.write("create_e.sql", "SELECT 1;\n");
    here.write("5_f.sql.bak", "");
    const auto run = here.check({});
    CHECK(run.exit_code == 2);
    CHECK(equals_golden(run.out, "cli/migrate/check.text"));
    CHECK(contains(run.err, "5 problems"));
    CHECK(equals_golden(here.check({"--report", "github"}).out, "cli/migrate/check.github"));
    CHECK(equals_golden(here.check({"--report", "junit"}).out, "cli/migrate/check.junit.xml"));
    CHECK(equals_golden(here.check({"--format", "json"}).out, "cli/migrate/check.json"));
}

TEST_CASE("a warning is shown and counted, and passes") {
    const repository here;
    here.write("4_d.sql", "  FUTURE SYNTAX;\n");
    here.write("5_e.sql", "-- nothing yet\n");
    const auto run = here.check({"--server-version", "999"});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "4_d.sql:1:3: warning: syntax error at or near \"FUTURE\"\n"
                            "  1 |   FUTURE SYNTAX;\n"
                            "    |   ^\n"));
    CHECK(contains(run.out, "5_e.sql:1:1: warning: the migration contains no statement\n"));
    CHECK(run.err == "4 migrations in 4 files checked (dunlin format), no problems, 2 warnings\n");
    const auto junit = here.check({"--server-version", "999", "--report", "junit"});
    CHECK(contains(junit.out, "failures=\"0\""));
    CHECK(contains(junit.out, "<system-out>the migration contains no statement"));
    CHECK(contains(here.check({"--server-version", "999", "--report", "github"}).out,
                   "::warning file=db/migrations/4_d.sql"));

    const auto strict = here.check({});
    CHECK(strict.exit_code == 2);
    CHECK(strict.err == "4 migrations in 4 files checked (dunlin format), 1 problem, 1 warning\n");
    here.folder().write("dunlin.toml", "server_version = 999\n");
    CHECK(here.check({}).exit_code == 0);
}

TEST_CASE("what does not fit the history of a revision has exit code 4") {
    const repository here;
    here.write("2_late.sql", "CREATE TABLE b ();\n");
    const auto late = here.check({"--against", "main"});
    CHECK(late.exit_code == 4);
    CHECK(contains(late.out, "2_late.sql:1:1: 2 is new, but its version is below the existing 3"));
    CHECK(here.check({}).exit_code == 0);

    here.write("3_c.sql", "-- Only a comment is new.\nCREATE TABLE c ();\n");
    std::filesystem::remove(here.folder() / "db/migrations/2_late.sql");
    CHECK(here.check({"--against", "main"}).exit_code == 0);
    here.write("3_c.sql", "CREATE TABLE other ();\n");
    std::filesystem::remove(here.folder() / "db/migrations/1_a.sql");
    const auto changed = here.check({"--against", "main"});
    CHECK(changed.exit_code == 4);
    CHECK(contains(changed.out, "3 was changed"));
    CHECK(contains(changed.out, "the file of 1 is missing"));
    CHECK(here.check({"--against", "main", "--report", "github"}).exit_code == 4);
}

TEST_CASE("a folder that the revision does not have is new as a whole") {
    const repository here;
    here.folder().write("new/1_a.sql", "CREATE TABLE a ();\n");
    const auto run = run_program({"migrate", "check", "new", "--against", "main"},
                                 {.folder = here.folder().path()});
    CHECK_MESSAGE(run.exit_code == 0, run.err);
}

TEST_CASE("files and migrations are counted apart, scripts of their own and hooks as files") {
    const auto count_of = [](const std::map<std::string, std::string>& files) {
        const dunlin::test::temporary_folder folder;
        for (const auto& [name, text] : files) {
            folder.write("migrations/" + name, text);
        }
        const auto run = run_program({"migrate", "check"}, {.folder = folder.path()});
        CHECK(run.exit_code == 0);
        return run.err.substr(0, run.err.find(" checked"));
    };
    CHECK(count_of({{"1_a.up.sql", "SELECT 1;\n"}, {"1_a.down.sql", "SELECT 1;\n"}}) ==
          "1 migration in 2 files");
    CHECK(count_of({{"V1__a.sql", "SELECT 1;\n"},
                    {"U1__a.sql", "SELECT 1;\n"},
                    {"R__b.sql", "SELECT 1;\n"},
                    {"afterMigrate.sql", "SELECT 1;\n"}}) == "2 migrations in 4 files");
    CHECK(count_of({{"all.sql", "-- Version: 1\n-- Description: a\nSELECT 1;\n"
                                "-- Version: 2\n-- Description: b\nSELECT 2;\n"}}) ==
          "2 migrations in 1 file");
}

TEST_CASE("a document of several versions is held against its own past") {
    const temporary_folder unused;
    const repository here;
    here.folder().write("all.sql", "-- Version: 1\nSELECT 1;\n-- Version: 3\nSELECT 3;\n");
    here.commit();
    here.folder().write("all.sql", "-- Version: 1\nSELECT 1;\n-- Version: 2\nSELECT 2;\n"
                                   "-- Version: 3\nSELECT 3;\n");
    const auto run = run_program({"migrate", "check", "all.sql", "--against", "main"},
                                 {.folder = here.folder().path()});
    CHECK(run.exit_code == 4);
    CHECK(contains(run.out, "all.sql:3:1: 2 is new"));
}

TEST_CASE("a revision that is none, or an option, is a usage error in git's words") {
    const repository here;
    for (const char* revision : {"nowhere", "--upload-pack=x"}) {
        const auto run = here.check({"--against", revision});
        CHECK(run.exit_code == 2);
        CHECK(contains(run.err, "git reported"));
        CHECK(contains(run.err, "hint: use a branch, a tag or a commit"));
    }
    const auto without = here.check({"--against", "main"}, {{"PATH", "/nowhere"}});
    CHECK(without.exit_code == 1);
    CHECK(contains(without.err, "cannot run git"));
}

TEST_CASE("the hook of README stops a commit with a broken migration") {
    const repository here;
    const std::string path = dunlin_program().parent_path().string() + ":" + std::getenv("PATH");
    here.folder().write(".git/hooks/pre-commit",
                        "#!/bin/sh\nPATH=" + path +
                            "\nexec dunlin migrate check db/migrations --against HEAD\n");
    std::filesystem::permissions(here.folder() / ".git/hooks/pre-commit",
                                 std::filesystem::perms{0755});
    here.write("4_d.sql", "CREATE TABLE d ();\n");
    here.commit();
    here.write("2_b.sql", "CREATE TABLE b ();\n");
    here.git({"add", "."});
    const auto refused = run_program({"git", "-c", "user.name=A", "-c", "user.email=a@example.com",
                                      "commit", "-q", "-m", "late"},
                                     {.folder = here.folder().path(), .program = "/usr/bin/env"});
    CHECK(refused.exit_code == 1);
    CHECK(contains(refused.err + refused.out, "2 is new, but its version is below the existing 4"));
}

TEST_CASE("no name steers a terminal, breaks a report or is a command to a CI system") {
    const temporary_folder folder;
    const std::string odd = "m\x1b[31m\n::error::x";
    const std::string shown = "m\\x1b[31m\\n::error::x";
    folder.write(odd + "/1_a.sql", "CREAT TABLE a ();\n");
    const auto check = [&](std::vector<std::string> more) {
        std::vector<std::string> all{"migrate", "check", odd};
        all.insert(all.end(), more.begin(), more.end());
        return run_program(all, {.folder = folder.path()});
    };
    const auto text = check({});
    CHECK(text.exit_code == 2);
    CHECK(text.out.starts_with(shown + "/1_a.sql:1:1: syntax error"));
    const auto github = check({"--report", "github"});
    CHECK(github.out.starts_with("::error file=m\\x1b[31m\\n%3A%3Aerror%3A%3Ax/1_a.sql,line=1,"));
    const auto junit = check({"--report", "junit"});
    CHECK(contains(junit.out, " file=\"" + shown + "/1_a.sql\">"));
    for (const auto& run : {text, github, junit}) {
        CHECK(!contains(run.out + run.err, "\x1b"));
        CHECK(!contains(run.out + run.err, "\n::error::x"));
    }
    const auto up = run_program({"migrate", "up", "-m", odd, "-d", "postgres://127.0.0.1:1/x"},
                                {.folder = folder.path()});
    CHECK(!contains(up.err, "\x1b"));
    CHECK(!contains(up.err, "\n::error::x"));
}
