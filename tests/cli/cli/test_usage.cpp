// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/program.hpp>

#include <string>
#include <vector>

using dunlin::test::run_program;

TEST_CASE("an unknown option is refused with the nearest one") {
    const auto run = run_program({"init", "--quite"});
    CHECK(run.exit_code == 2);
    CHECK(run.out == "");
    CHECK(run.err == "error: unknown option --quite\nhint: did you mean --quiet?\n");
}

TEST_CASE("an unknown verb is refused with the nearest one") {
    const auto run = run_program({"inti"});
    CHECK(run.exit_code == 2);
    CHECK(run.err == "error: unknown verb \"inti\"\nhint: did you mean `dunlin init`?\n");
}

TEST_CASE("an unknown verb with nothing near points to the help") {
    const auto run = run_program({"frobnicate"});
    CHECK(run.exit_code == 2);
    CHECK(run.err == "error: unknown verb \"frobnicate\"\nhint: `dunlin -h` lists the verbs\n");
}

namespace {

/// The hint of a line that is refused as wrong usage.
std::string usage_hint(const std::vector<std::string>& line) {
    const auto run = run_program(line);
    CHECK(run.exit_code == 2);
    CHECK(run.out == "");
    const std::string mark = "\nhint: ";
    const auto at = run.err.find(mark);
    return at == std::string::npos ? "" : run.err.substr(at + mark.size());
}

} // namespace

TEST_CASE("verbs of other tools are answered with the command that does the same") {
    CHECK(usage_hint({"migrate", "status"}) == "did you mean `dunlin status`?\n");
    CHECK(usage_hint({"migrate", "info"}) == "did you mean `dunlin status`?\n");
    CHECK(usage_hint({"info"}) == "did you mean `dunlin status`?\n");
    for (const std::vector<std::string>& group :
         {std::vector<std::string>{}, {"migrate"}, {"db"}, {"-q", "migrate"}}) {
        const auto hint_for = [&](const std::string& word) {
            auto line = group;
            line.push_back(word);
            return usage_hint(line);
        };
        CHECK(hint_for("rollback") == "did you mean `dunlin migrate down --dry-run`?\n");
        CHECK(hint_for("undo") == "did you mean `dunlin migrate down --dry-run`?\n");
        CHECK(hint_for("apply") == "did you mean `dunlin migrate up`?\n");
        CHECK(hint_for("latest") == "did you mean `dunlin migrate up`?\n");
        CHECK(hint_for("validate") == "did you mean `dunlin migrate check`?\n");
    }
    CHECK(usage_hint({"reset"}) == "did you mean `dunlin migrate to 0 --dry-run`?\n");
    CHECK(usage_hint({"migrate", "reset"}) == "did you mean `dunlin migrate to 0 --dry-run`?\n");
    CHECK(usage_hint({"create"}) == "did you mean `dunlin migrate new SLUG`?\n");
    CHECK(usage_hint({"migrate", "create", "add_users"}) ==
          "did you mean `dunlin migrate new SLUG`?\n");
    CHECK(usage_hint({"migrate", "generate"}) == "did you mean `dunlin migrate new SLUG`?\n");
    CHECK(usage_hint({"generate", "add_users"}).find("`dunlin migrate new SLUG`") !=
          std::string::npos);
    CHECK(usage_hint({"db", "migrate"}) == "did you mean `dunlin migrate up`?\n");
    CHECK(usage_hint({"version"}) == "did you mean `dunlin --version`?\n");
    // Widgets and users have no migrations to undo.
    CHECK(usage_hint({"widget", "undo"}) == "`dunlin widget -h` lists the verbs\n");
}

TEST_CASE("a verb without its group, or below the wrong one, is answered with its place") {
    CHECK(usage_hint({"up"}) == "did you mean `dunlin migrate up`?\n");
    CHECK(usage_hint({"redo"}) == "did you mean `dunlin migrate redo --dry-run`?\n");
    CHECK(usage_hint({"migrate", "query"}) == "did you mean `dunlin query SQL`?\n");
    CHECK(usage_hint({"migrate", "dwon"}) == "did you mean `dunlin migrate down --dry-run`?\n");
    // Several verbs have this name, so none is meant for sure.
    CHECK(usage_hint({"delete"}) == "`dunlin -h` lists the verbs\n");
}

TEST_CASE("an unknown verb is reported before its options") {
    const auto run = run_program({"migrate", "rollback", "--steps", "2"});
    CHECK(run.exit_code == 2);
    CHECK(
        run.err ==
        "error: unknown verb \"rollback\"\nhint: did you mean `dunlin migrate down --dry-run`?\n");
}

TEST_CASE("help for an unknown verb suggests one") {
    CHECK(usage_hint({"help", "migrate", "bogus"}) == "`dunlin migrate -h` lists the verbs\n");
    CHECK(usage_hint({"help", "bogus"}) == "`dunlin -h` lists the verbs\n");
    CHECK(usage_hint({"help", "migrate", "dwon"}) == "did you mean `dunlin help migrate down`?\n");
    CHECK(usage_hint({"help", "rollback"}) == "did you mean `dunlin help migrate down`?\n");
    CHECK(run_program({"help", "migrate", "bogus"}).err.find("\"migrate bogus\"") !=
          std::string::npos);
}

TEST_CASE("an option before its verb is told its place") {
    const auto run = run_program({"migrate", "--steps", "2", "up"});
    CHECK(run.exit_code == 2);
    CHECK(run.err ==
          "error: --steps is an option of `migrate up`\nhint: put it after `migrate up`\n");
    CHECK(usage_hint({"--ledger=goose", "migrate", "up"}) == "put it after `migrate up`\n");
    CHECK(usage_hint({"-w", "query", "SELECT 1"}) == "put it after `query`\n");
    CHECK(usage_hint({"seed", "--input-format", "csv", "load", "t", "x.csv"}) ==
          "put it after `seed load`\n");
}

TEST_CASE("without a verb the help goes to stderr") {
    const auto run = run_program({});
    CHECK(run.exit_code == 2);
    CHECK(run.out == "");
    CHECK(run.err.find("Usage: dunlin [GLOBAL]... VERB") != std::string::npos);
}

TEST_CASE("help goes to stdout, before and after the verb, even beside a mistake") {
    for (const std::vector<std::string>& line : {std::vector<std::string>{"-h"},
                                                 {"--help"},
                                                 {"init", "-h"},
                                                 {"--help", "init"},
                                                 {"init", "--timeout", "nonsense", "--help"}}) {
        const auto run = run_program(line);
        CHECK(run.exit_code == 0);
        CHECK(run.out.find("Usage: dunlin") != std::string::npos);
        CHECK(run.err == "");
    }
}

TEST_CASE("the long help lists every exit code") {
    const auto run = run_program({"init", "--help"});
    CHECK(run.out.find("143") != std::string::npos);
    CHECK(run_program({"init", "-h"}).out.find("143") == std::string::npos);
}

TEST_CASE("a format that does not exist is refused with the nearest one") {
    const auto run = run_program({"init", "--format", "jsno"});
    CHECK(run.exit_code == 2);
    CHECK(run.err.find("json") != std::string::npos);
}

TEST_CASE("a missing value is a usage error, not one of the library's own codes") {
    const auto run = run_program({"init", "--database"});
    CHECK(run.exit_code == 2);
    CHECK(run.err.find("--database") != std::string::npos);
}

TEST_CASE("under --format json an error is one JSON object on stderr") {
    const auto run = run_program({"--format", "json", "init", "--nonsense"});
    CHECK(run.exit_code == 2);
    CHECK(run.out == "");
    CHECK(run.err.find("{\"error\":{\"kind\":\"usage\",") == 0);
    CHECK(run.err.find('\n') == run.err.size() - 1);
}

TEST_CASE("a line that cannot be read reports in the format that it asks for") {
    const auto run = run_program({"init", "-o", "json", "--database"});
    CHECK(run.exit_code == 2);
    CHECK(run.err.find("{\"error\":{\"kind\":\"usage\",") == 0);
}

TEST_CASE("help into a closed pipe is quiet") {
    dunlin::test::running_program program({"--help"});
    program.close_output();
    const auto run = program.wait();
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
}

TEST_CASE("the version stands alone on the first line, then what it was built from") {
    const auto run = run_program({"-V"});
    CHECK(run.exit_code == 0);
    const std::string first = run.out.substr(0, run.out.find('\n'));
    CHECK(first.find("dunlin ") == 0);
    CHECK(first.find_first_not_of("0123456789.", 7) == std::string::npos);
    CHECK(run.out.find(" and libpqxx ") != std::string::npos);
    CHECK(run.out.find(", libpq ") != std::string::npos);
    CHECK(run.out.find("libpg_query ") != std::string::npos);
}

TEST_CASE("a mistyped option that holds a URL does not show its password") {
    const auto run = run_program({"init", "--databse=postgres://app:s3cret@db/app"});
    CHECK(run.exit_code == 2);
    CHECK(run.err.find("s3cret") == std::string::npos);
    const auto stray = run_program({"init", "a", "postgres://app:s3cret@db/app"});
    CHECK(stray.exit_code == 2);
    CHECK(stray.err.find("s3cret") == std::string::npos);
}

TEST_CASE("a value that a flag cannot take is refused in words that say what it takes") {
    const auto refusal = [](const std::vector<std::string>& line) {
        const auto run = run_program(line);
        CHECK(run.exit_code == 2);
        return run.err.substr(0, run.err.find('\n'));
    };
    CHECK(refusal({"migrate", "up", "--steps", "0"}) == "error: invalid value for --steps: \"0\"");
    CHECK(refusal({"migrate", "up", "--retries", "-1"}) ==
          "error: invalid value for --retries: \"-1\"");
    CHECK(refusal({"widget", "list", "--page", "2.5"}) ==
          "error: invalid value for --page: \"2.5\"");
    CHECK(refusal({"seed", "generate", "birds", "--rows", "99999999999999999999"}) ==
          "error: invalid value for --rows: \"99999999999999999999\"");
    CHECK(refusal({"status", "--report", "junt"}) == "error: invalid value for --report: \"junt\"");
    CHECK(refusal({"migrate", "up", "--steps"}) == "error: --steps needs a value");
    CHECK(refusal({"migrate", "up", "--to", "1", "--to", "2"}) == "error: --to is given 2 times");
    CHECK(refusal({"migrate", "up", "--dry-run=no"}) == "error: --dry-run does not accept a value");
    CHECK(refusal({"--yes=no", "status"}) == "error: --yes does not accept a value");
}
