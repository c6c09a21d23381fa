// SPDX-License-Identifier: MIT
#include <dunlin/base/file.hpp>

#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

namespace {

namespace fs = std::filesystem;
using dunlin::test::run_program;

std::map<std::string, std::string> files_of(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        files[entry.path().filename().string()] = dunlin::read_file(entry.path());
    }
    return files;
}

} // namespace

TEST_CASE("the man pages are those of the command tree") {
    const dunlin::test::temporary_folder folder;
    REQUIRE(run_program({"generate", "man", folder.path().string()}).exit_code == 0);
    const auto fresh = files_of(folder.path());
    const auto committed = files_of(dunlin::test::source_path("man"));
    for (const auto& [name, text] : fresh) {
        const auto found = committed.find(name);
        CHECK_MESSAGE(found != committed.end(), "man/", name, " is missing: run ./dev docs");
        if (found != committed.end()) {
            const bool is_fresh = found->second == text;
            CHECK_MESSAGE(is_fresh, "man/", name, " is stale: run ./dev docs");
        }
    }
    for (const auto& [name, text] : committed) {
        CHECK_MESSAGE(fresh.count(name) == 1, "man/", name, " belongs to no verb");
    }
}

TEST_CASE("completion prints the scripts that are installed") {
    const std::map<std::string, std::string> names{
        {"bash", "dunlin.bash"}, {"zsh", "_dunlin"}, {"fish", "dunlin.fish"}};
    const auto scripts = files_of(dunlin::test::source_path("completions"));
    CHECK(scripts.size() == names.size());
    for (const auto& [shell, name] : names) {
        CHECK_MESSAGE(run_program({"completion", shell}).out == scripts.at(name), shell);
    }
}

TEST_CASE("the man pages are clean for mandoc") {
    const bool installed = fs::exists("/usr/bin/mandoc");
    REQUIRE_MESSAGE(installed, "mandoc is missing: ./dev test installs it");
    for (const auto& [name, text] : files_of(dunlin::test::source_path("man"))) {
        const auto lint = run_program({"-Tlint", dunlin::test::source_path("man/" + name)},
                                      {.program = "/usr/bin/mandoc"});
        CHECK_MESSAGE(lint.exit_code == 0, lint.out, lint.err);
        CHECK_MESSAGE(lint.out == "", name);
    }
}

TEST_CASE("completion and generate refuse what they do not know") {
    const auto shell = run_program({"completion", "tcsh"});
    CHECK(shell.exit_code == 2);
    CHECK(shell.err.find("bash, zsh or fish") != std::string::npos);
    CHECK(run_program({"generate", "pictures", "/tmp"}).exit_code == 2);
    CHECK(run_program({"completion"}).exit_code == 2);
}

TEST_CASE("help --all prints the help of the program and of every verb") {
    const auto run = run_program({"help", "--all"});
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
    CHECK(run.out.starts_with(run_program({"--help"}).out));
    for (const auto& entry : fs::directory_iterator(dunlin::test::source_path("man"))) {
        std::string verb = entry.path().stem().string();
        if (entry.path().extension() != ".1" || verb == "dunlin") {
            continue;
        }
        std::replace(verb.begin(), verb.end(), '-', ' ');
        CHECK_MESSAGE(run.out.find("\n" + verb + "\n====") != std::string::npos, verb);
    }
    CHECK(run.out.find("--on-conflict ACTION") != std::string::npos);
    CHECK(run_program({"help", "--all", "status"}).exit_code == 2);
}

TEST_CASE("help VERB is the long help, and knows near misses") {
    CHECK(run_program({"help", "db", "wait"}).out == run_program({"db", "wait", "--help"}).out);
    CHECK(run_program({"help"}).out == run_program({"--help"}).out);
    const auto miss = run_program({"help", "db", "wiat"});
    CHECK(miss.exit_code == 2);
    CHECK(miss.err.find("did you mean `dunlin help db wait`?") != std::string::npos);
}
