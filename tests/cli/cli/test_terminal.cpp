// SPDX-License-Identifier: MIT
#include <dunlin/output/safe_text.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/program.hpp>

#include <csignal>
#include <sstream>

using dunlin::test::run_in_terminal;

TEST_CASE("an error is coloured on a terminal and not in a pipe") {
    CHECK(run_in_terminal({"nonsense"}, 80).out.find("\x1b[1;31merror:\x1b[0m ") == 0);
    CHECK(dunlin::test::run_program({"nonsense"}).err.find('\x1b') == std::string::npos);
}

TEST_CASE("NO_COLOR, TERM=dumb and --color decide about colour") {
    using vars = std::map<std::string, std::string>;
    const auto coloured = [](const std::vector<std::string>& line, const vars& variables) {
        return run_in_terminal(line, 80, {.environment = variables}).out.find('\x1b') !=
               std::string::npos;
    };
    CHECK(!coloured({"nonsense"}, {{"NO_COLOR", "1"}}));
    CHECK(!coloured({"nonsense"}, {{"TERM", "dumb"}}));
    CHECK(!coloured({"--color=never", "nonsense"}, {}));
    CHECK(coloured({"--color=always", "nonsense"}, {{"NO_COLOR", "1"}}));
    CHECK(dunlin::test::run_program({"nonsense"}, {.environment = {{"CLICOLOR_FORCE", "1"}}})
              .err.find('\x1b') != std::string::npos);
}

TEST_CASE("control characters of the command line are made visible") {
    CHECK(run_in_terminal({"--color=never", "a\x1b[2Jb"}, 80).out.find('\x1b') ==
          std::string::npos);
}

TEST_CASE("help fits into the terminal, and into 80 columns in a pipe") {
    for (const char* flag : {"-h", "--help"}) {
        std::istringstream lines(run_in_terminal({flag}, 60).out);
        for (std::string line; std::getline(lines, line);) {
            CHECK_MESSAGE(line.size() <= 60, line);
        }
    }

    for (const char* flag : {"-h", "--help"}) {
        std::istringstream lines(dunlin::test::run_program({flag}).out);
        for (std::string line; std::getline(lines, line);) {
            CHECK_MESSAGE(line.size() <= 80, line);
        }
    }
}

TEST_CASE("the help of every verb fits into 60 columns, but for examples, which are to be copied") {
    for (const char* verb : {"init", "migrate", "migrate adopt", "query", "seed apply", "db create",
                             "config check", "widget list"}) {
        std::vector<std::string> arguments{"-h"};
        std::istringstream path(verb);
        for (std::string word; path >> word;) {
            arguments.push_back(word);
        }
        for (const char* flag : {"-h", "--help"}) {
            arguments[0] = flag;
            std::istringstream lines(run_in_terminal(arguments, 60).out);
            for (std::string line; std::getline(lines, line);) {
                CHECK_MESSAGE((line.size() <= 60 || line.starts_with("      ")), verb, ": ", line);
            }
        }
    }
}

TEST_CASE("rows fit into a terminal of 60 columns, but for words that are longer") {
    const dunlin::test::test_database database;
    const auto run = run_in_terminal(
        {"query", "SELECT 1 AS id, repeat('word ', 40) AS text, repeat('x', 100) AS long", "-d",
         database.url()},
        60);
    CHECK(run.exit_code == 0);
    CHECK(run.out.find("word") != std::string::npos);
    std::istringstream lines(run.out);
    for (std::string line; std::getline(lines, line);) {
        const bool is_word = line.starts_with("long | ") && line.find(' ', 7) == std::string::npos;
        CHECK_MESSAGE((is_word || dunlin::output::display_width(line) <= 60), line);
    }
}

TEST_CASE("control characters of data cannot steer the terminal, in any format") {
    const dunlin::test::test_database database;
    for (const char* format : {"table", "vertical", "json", "ndjson", "csv", "markdown"}) {
        const auto run = run_in_terminal({"query", "SELECT E'a\\x1b[2Jb\\u202ec' AS text", "-d",
                                          database.url(), "--color", "never", "-o", format},
                                         80);
        CHECK(run.exit_code == 0);
        CHECK_MESSAGE(run.out.find('\x1b') == std::string::npos, format);
        CHECK_MESSAGE(run.out.find("\u202e") == std::string::npos, format);
    }
}

TEST_CASE("Ctrl-C at a question is an interruption, not an answer") {
    const dunlin::test::test_database database;
    dunlin::test::running_program program({"db", "drop", "-d", database.url()}, {}, 80);
    program.wait_for_output("[y/N]");
    program.send(SIGINT);
    CHECK(program.wait().exit_code == 130);
    CHECK(dunlin::test::run_program({"db", "ping", "-d", database.url()}).exit_code == 0);
}
