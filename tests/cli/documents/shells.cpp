// SPDX-License-Identifier: MIT
#include "shells.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <sstream>

namespace dunlin::test {
namespace {

/// The built dunlin as `dunlin`.
surroundings with_dunlin(const std::filesystem::path& shell, const std::filesystem::path& folder) {
    surroundings where;
    where.program = shell;
    where.folder = folder;
    where.environment["PATH"] = dunlin_program().parent_path().string() + ":" + std::getenv("PATH");
    where.environment["HISTFILE"] = "/dev/null";
    return where;
}

} // namespace

bool has_word(const std::string& lines, const std::string& word) {
    std::istringstream all(lines);
    for (std::string line; std::getline(all, line);) {
        if (line == word || line.rfind(word + "\t", 0) == 0) {
            return true;
        }
    }
    return false;
}

std::string bash_offers(const std::string& line, const std::filesystem::path& folder) {
    // As readline cuts the line into words: at blanks, and = and : are words of their own.
    const std::string script =
        "source " + source_path("completions/dunlin.bash") +
        "; COMP_LINE=$1; COMP_POINT=${#COMP_LINE}; spaced=${COMP_LINE//=/ = }; "
        "spaced=${spaced//:/ : }; read -ra COMP_WORDS <<<\"$spaced\"; "
        "[[ $COMP_LINE == *' ' ]] && COMP_WORDS+=(''); "
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _dunlin; printf '%s\\n' \"${COMPREPLY[@]}\"";
    const auto run = run_program({"-c", script, "bash", line}, with_dunlin("/bin/bash", folder));
    return run.out + run.err;
}

std::string fish_offers(const std::string& line, const std::filesystem::path& folder) {
    const std::string script =
        "source " + source_path("completions/dunlin.fish") + "; complete -C '" + line + "'";
    return run_program({"--no-config", "-c", script}, with_dunlin("/usr/bin/fish", folder)).out;
}

shell_session::shell_session(const std::filesystem::path& shell,
                             const std::vector<std::string>& arguments,
                             const std::filesystem::path& folder)
    : program_(arguments, with_dunlin(shell, folder), 200) {}

void shell_session::type(const std::string& keys) {
    program_.type(keys);
}

void shell_session::wait_for(const std::string& text) {
    program_.wait_for_output(text);
}

std::string shell_session::completed(const std::string& line) {
    // Ctrl-A goes to the line's start, where an echo is put before it. The quotes tell the mark
    // that is printed from the one that is typed.
    ++lines_;
    program_.type(fmt::format("{}\x01"
                              "echo ma''rk {}: \n",
                              line, lines_));
    return program_.line_after(fmt::format("mark {}: dunlin ", lines_));
}

} // namespace dunlin::test
