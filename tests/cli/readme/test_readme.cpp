// SPDX-License-Identifier: MIT
// Every shell example of README.md, run as a reader would run it.
//
// The steps of the action that stands there as YAML run too, in a repository whose base is main.
// Blocks fenced as ```sh run, in their order and as one script with `set -eu`, in a copy of the
// project's migrations/ and seed/, with the built dunlin on PATH. A line that begins with ./dev
// builds or installs; it is shown to people and passed over here. Blocks fenced as ```console and
// all others do not run.
#include <dunlin/base/file.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <support/golden.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct example {
    int line = 0; ///< of its first command in README.md
    std::string commands;
};

std::vector<example> examples_of(const std::string& text) {
    std::vector<example> found;
    bool inside = false;
    int number = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (inside && line == "```") {
            inside = false;
        } else if (line == "```sh") {
            inside = true;
            found.push_back({number + 1, ""});
        } else if (inside && !line.starts_with("./dev")) {
            found.back().commands += line + "\n";
        }
    }
    return found;
}

/// One script, so that a `cd` or a variable of one block holds in the next.
std::string script_of(const std::vector<example>& examples) {
    std::string script = "set -eu\n"
                         "trap 'code=$?; dunlin -d local local destroy --yes -q >/dev/null 2>&1;"
                         " [ $code = 0 ] || echo \"the block at line $line failed\" >&2;"
                         " exit $code' EXIT\n";
    for (const auto& example : examples) {
        script += fmt::format("line={}\n{}", example.line, example.commands);
    }
    return script;
}

/// What the examples leave in a checkout is ignored by git. The script itself is not of the
/// checkout.
constexpr auto ignored_leftovers = R"(line=end
rm examples.sh
git init -q
git add migrations seed .gitignore
git status --porcelain --untracked-files=all | grep '^??' >&2 && exit 1
:
)";

void copy(const std::string& name, const dunlin::test::temporary_folder& to) {
    fs::copy(dunlin::test::source_path(name), to / name, fs::copy_options::recursive);
}

/// The commands of `run:` lines.
std::string steps_of(const std::string& text) {
    constexpr std::string_view run = "run: ";
    std::string steps;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto begin = line.find_first_not_of(" -");
        if (begin != std::string::npos && line.compare(begin, run.size(), run) == 0) {
            steps += line.substr(begin + run.size()) + "\n";
        }
    }
    return steps;
}

std::string path_with_dunlin() {
    return dunlin::test::dunlin_program().parent_path().string() + ":" + std::getenv("PATH");
}

} // namespace

TEST_CASE("shell blocks are found, others are not, and ./dev is passed over") {
    const auto found = examples_of("text\n```sh\n./dev demo\ndunlin status\n```\n"
                                   "```console\n$ dunlin nothing\n```\n```sh\ndunlin -V\n```\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].line == 3);
    CHECK(found[0].commands == "dunlin status\n");
    CHECK(found[1].commands == "dunlin -V\n");
}

TEST_CASE("every shell example of README.md works") {
    const auto examples = examples_of(dunlin::read_file(dunlin::test::source_path("README.md")));
    REQUIRE(!examples.empty());
    const dunlin::test::temporary_folder folder;
    copy("migrations", folder);
    copy("seed", folder);
    copy(".gitignore", folder);
    const dunlin::test::temporary_folder logs;
    const std::string log = logs / "log";
    folder.write("examples.sh",
                 fmt::format("exec >'{}' 2>&1\n", log) + script_of(examples) + ignored_leftovers);
    dunlin::test::running_program run({"examples.sh"},
                                      {.environment = {{"PATH", path_with_dunlin()}},
                                       .folder = folder.path(),
                                       .program = "/bin/sh"});
    // They start several servers, which takes a while on a busy machine.
    const bool ended = run.ends_within(std::chrono::minutes(4));
    REQUIRE_MESSAGE(ended, dunlin::read_file(log));
    CHECK_MESSAGE(run.wait().exit_code == 0, "\n", dunlin::read_file(log));
}

TEST_CASE("the picture of README.md shows commands that work") {
    const auto commands_of = [](const std::string& picture) {
        std::string commands;
        std::istringstream lines(picture);
        for (std::string line; std::getline(lines, line);) {
            const bool is_command = line.find("class=\"command\"") != std::string::npos;
            commands += is_command ? line.substr(line.find('>')) + "\n" : "";
        }
        return commands;
    };
    const auto run =
        dunlin::test::run_program({dunlin::test::source_path("tests/cli/readme/picture.sh"),
                                   dunlin::test::dunlin_program().string()},
                                  {.program = "/bin/sh"});
    REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    CHECK(run.err == "");
    CHECK(run.out.find("column \"seen\" does not exist") != std::string::npos);
    CHECK(run.out.ends_with("</svg>\n"));
    const auto kept = dunlin::read_file(dunlin::test::source_path(".github/session.svg"));
    CHECK_MESSAGE(commands_of(run.out) == commands_of(kept), "redraw .github/session.svg");
}

TEST_CASE("the steps of the action in README.md work") {
    const auto steps = steps_of(dunlin::read_file(dunlin::test::source_path("README.md")));
    REQUIRE(steps.find("dunlin migrate check --against") != std::string::npos);
    const dunlin::test::temporary_folder folder;
    copy("migrations", folder);
    folder.write("steps.sh", "set -eu\ngit init -q\ngit checkout -q -b main\ngit add migrations\n"
                             "git -c user.name=A -c user.email=a@example.com commit -q -m x\n" +
                                 steps);
    const auto run = dunlin::test::run_program(
        {"steps.sh"}, {.environment = {{"PATH", path_with_dunlin()}, {"BASE", "main"}},
                       .folder = folder.path(),
                       .program = "/bin/sh"});
    CHECK_MESSAGE(run.exit_code == 0, "\n", run.out, run.err);
}
