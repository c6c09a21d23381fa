// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/program.hpp>

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
