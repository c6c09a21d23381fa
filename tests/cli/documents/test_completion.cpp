// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/program.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace {

using dunlin::test::run_program;

bool has(const std::string& lines, const std::string& word) {
    std::istringstream all(lines);
    for (std::string line; std::getline(all, line);) {
        if (line == word || line.rfind(word + "\t", 0) == 0) {
            return true;
        }
    }
    return false;
}

/// What bash would offer after these words, the last of them unfinished.
std::string bash(const std::string& words) {
    const std::string script = "source " + dunlin::test::source_path("completions/dunlin.bash") +
                               "; COMP_WORDS=(dunlin " + words +
                               "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _dunlin; "
                               "printf '%s\\n' \"${COMPREPLY[@]}\"";
    const auto run = run_program({"-c", script}, {.program = "/bin/bash"});
    CHECK(run.err == "");
    return run.out;
}

std::string fish(const std::string& line) {
    const std::string script = "source " + dunlin::test::source_path("completions/dunlin.fish") +
                               "; complete -C '" + line + "'";
    return run_program({"--no-config", "-c", script}, {.program = "/usr/bin/fish"}).out;
}

/// Zsh completes in its line editor only: a terminal with a zsh in it types the line and a tab. The word
/// that tells it is up is put together by that zsh, so that the echo of what was typed is not taken for
/// it, wherever the terminal's width cuts the echo.
std::string zsh(const std::string& line) {
    const std::string script =
        "zmodload zsh/zpty; zpty z zsh -f -i; "
        "zpty -w z 'fpath=(" +
        dunlin::test::source_path("completions") +
        " $fpath); "
        "autoload -Uz compinit; compinit -u -D; PS1=; LISTMAX=10000; print re\"\"ady'; "
        "zpty -r z x '*ready*'; "
        "zpty -w -n z '" +
        line +
        "'$'\\t'; zpty -w -n z $'\\t'; "
        "repeat 40; do sleep 0.05; zpty -r -t z x && print -r -- $x; done; zpty -d z";
    return run_program({"-f", "-c", script}, {.program = "/usr/bin/zsh"}).out;
}

} // namespace

TEST_CASE("bash completes verbs, their options, and values") {
    CHECK(has(bash("''"), "init"));
    CHECK(has(bash("db ''"), "wait"));
    CHECK(!has(bash("db ''"), "init"));
    CHECK(has(bash("db drop --f"), "--force"));
    CHECK(has(bash("db drop --fo"), "--format"));
    CHECK(has(bash("db ping --format js"), "json"));
    CHECK(has(bash("db ping --format '=' js"), "json"));
}

TEST_CASE("bash finds the verb behind options with values") {
    CHECK(has(bash("-d postgres db ''"), "wait"));
    CHECK(has(bash("--database '=' postgres db ''"), "wait"));
    CHECK(has(bash("-d init db ''"), "wait"));
}

TEST_CASE("fish completes verbs, their options, and values") {
    CHECK(has(fish("dunlin "), "init"));
    CHECK(has(fish("dunlin db "), "wait"));
    CHECK(!has(fish("dunlin db "), "init"));
    CHECK(has(fish("dunlin -d init db "), "wait"));
    CHECK(has(fish("dunlin db drop --f"), "--force"));
    CHECK(has(fish("dunlin db ping --format js"), "json"));
}

TEST_CASE("zsh completes verbs and their options") {
    CHECK(zsh("dunlin db ").find("wait") != std::string::npos);
    CHECK(zsh("dunlin db drop --fo").find("--force") != std::string::npos);
}
