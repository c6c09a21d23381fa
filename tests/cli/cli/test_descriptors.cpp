// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <string>
#include <vector>

using dunlin::test::outcome;

namespace {

constexpr int standard_input = 1;
constexpr int standard_output = 2;
constexpr int standard_error = 4;

std::string in_quotes(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text) {
        quoted += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return quoted + "'";
}

/// Runs dunlin with some of its standard descriptors closed; its exit code is the shell's.
outcome run_with_closed(int closed, const std::vector<std::string>& arguments,
                        const dunlin::test::surroundings& where) {
    std::string line = "exec " + in_quotes(dunlin::test::dunlin_program().string());
    for (const auto& argument : arguments) {
        line += ' ' + in_quotes(argument);
    }
    line += (closed & standard_input) != 0 ? " <&-" : "";
    line += (closed & standard_output) != 0 ? " >&-" : "";
    line += (closed & standard_error) != 0 ? " 2>&-" : "";
    dunlin::test::surroundings shell = where;
    shell.program = "/bin/sh";
    return dunlin::test::run_program({"-c", line}, shell);
}

} // namespace

TEST_CASE("closed standard descriptors are neither the database's nor a file's") {
    const dunlin::test::test_database database;
    for (int closed = 0; closed < 8; ++closed) {
        CAPTURE(closed);
        const dunlin::test::temporary_folder folder;
        const dunlin::test::surroundings where{.environment = {{"DUNLIN_DATABASE", database.url()}},
                                               .folder = folder.path()};
        const bool out = (closed & standard_output) == 0;
        const bool err = (closed & standard_error) == 0;
        const auto query = run_with_closed(closed,
                                           {"query", "-o", "csv", "--log-statements", "log",
                                            "--metrics", "metrics", "SELECT 'row' || 1 AS x"},
                                           where);
        CHECK(query.exit_code == (out ? 0 : 1));
        CHECK(query.out == (out ? "x\nrow1\n" : ""));
        CHECK(query.err == (out || !err ? ""
                                        : "error: cannot write to standard output: Bad file "
                                          "descriptor\n"));
        for (const auto* file : {"log", "metrics"}) {
            CHECK(folder.read(file).find("row1") == std::string::npos);
            CHECK(folder.read(file).find("dunlin") != std::string::npos);
            CHECK(folder.read(file).find("error:") == std::string::npos);
        }
        // What prints nothing needs no output.
        CHECK(run_with_closed(
                  closed, {"-q", "query", "-o", "csv", "--write", "SELECT 1 WHERE false"}, where)
                  .exit_code == (out ? 0 : 1));
        CHECK(run_with_closed(closed, {"-q", "query", "--write", "CREATE TABLE IF NOT EXISTS t ()"},
                              where)
                  .exit_code == 0);
        CHECK(run_with_closed(closed, {"--version"}, where).exit_code == (out ? 0 : 1));
        CHECK(run_with_closed(closed, {"query", "-o", "csv", "--output", "/dev/stdout", "SELECT 1"},
                              where)
                  .exit_code == (out ? 0 : 1));
        const auto wrong = run_with_closed(closed, {"query", "SELECT nope"}, where);
        CHECK(wrong.exit_code == 1);
        CHECK(wrong.out == "");
        CHECK((wrong.err.find("nope") != std::string::npos) == err);
    }
}

TEST_CASE("closed input is an error, and not an empty one") {
    const dunlin::test::test_database database;
    const dunlin::test::surroundings where{.environment = {{"DUNLIN_DATABASE", database.url()}}};
    const auto run = run_with_closed(standard_input, {"query"}, where);
    CHECK(run.exit_code == 1);
    CHECK(run.err.find("Bad file descriptor") != std::string::npos);
}
