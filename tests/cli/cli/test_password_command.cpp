// SPDX-License-Identifier: MIT
// A command in dunlin.toml that prints the password of the database beside it.
#include "password_server.hpp"

#include <doctest/doctest.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace dunlin::test;
using namespace std::chrono_literals;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A project whose commands leave a line in a file each time they run.
class project {
public:
    /// A line of dunlin.toml: the command, and what it does besides leaving its line.
    [[nodiscard]] std::string command(const std::string& shell) const {
        return "password_command = \"\"\"echo run >> " + (folder / "runs").string() + "; " + shell +
               "\"\"\"\n";
    }
    [[nodiscard]] std::ptrdiff_t runs() const {
        const std::string all = fs::exists(folder / "runs") ? folder.read("runs") : "";
        fs::remove(folder / "runs");
        return std::count(all.begin(), all.end(), '\n');
    }
    void write(const std::string& toml) const {
        folder.write("dunlin.toml", toml);
        fs::permissions(folder / "dunlin.toml", fs::perms{0600});
    }
    [[nodiscard]] outcome run(const std::vector<std::string>& arguments,
                              const std::map<std::string, std::string>& variables = {}) const {
        return run_program(arguments, {.environment = variables, .folder = folder.path()});
    }

    temporary_folder folder;
};

constexpr const char* plain = "?sslmode=disable";

} // namespace

TEST_CASE("the command's first line is the password, asked for once") {
    const password_server server;
    const project here;
    here.write("database = \"" + server.url("", plain) + "\"\n" +
               here.command("printf 'right\\\\r\\\\nmore\\\\n'; echo 'unlocked \\u001b[31m' >&2"));
    const auto run = here.run({"migrate", "up", "-vv", "-m", "."});
    CHECK(run.exit_code != 6);
    CHECK(here.runs() == 1);
    const auto ping = here.run({"db", "ping", "-vv", "--log-statements", "statements"});
    CHECK_MESSAGE(ping.exit_code == 0, ping.err);
    CHECK(contains(ping.err, "password_command: unlocked "));
    CHECK_FALSE(contains(ping.err, "\x1b"));
    for (const std::string& text :
         {ping.out, ping.err, here.run({"config"}).out, here.folder.read("statements")}) {
        CHECK_FALSE(contains(text, "right"));
    }
}

TEST_CASE("it is run for the database beside it alone, and not when the URL has a password") {
    const password_server server;
    const project here;
    const auto database = [](const std::string& url) { return "database = \"" + url + "\"\n"; };
    here.write(database(server.url("", plain)) + here.command("echo right") + "[env.own]\n" +
               database(server.url(":right", plain)) + here.command("echo wrong") +
               "[env.other]\n" + database(server.url(":right", plain) + "&application_name=x") +
               "[env.bare]\n" + database(server.url("", plain)) + "[env.same]\n" +
               here.command("echo right"));
    CHECK(here.run({"db", "ping"}).exit_code == 0);
    CHECK(here.runs() == 1);
    CHECK(here.run({"db", "ping", "-e", "same"}).exit_code == 0);
    CHECK(here.runs() == 1);
    const std::vector<std::vector<std::string>> without{
        {"db", "ping", "-e", "own"},
        {"db", "ping", "-e", "other"},
        {"db", "ping", "-d", server.url(":right", plain)},
        {"db", "ping", "-d", "ephemeral"},
    };
    for (const auto& line : without) {
        const auto run = here.run(line);
        CHECK_MESSAGE(run.exit_code == 0, line.back() << ": " << run.err);
    }
    CHECK(here.run({"db", "ping", "-d", server.url("", plain)}).exit_code == 6);
    // The top level's command says nothing about another environment's database.
    CHECK(here.run({"db", "ping", "-e", "bare"}).exit_code == 6);
    for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
             {"config"},
             {"config", "check"},
             {"migrate", "check"},
             {"__complete", "seed", "load", ""},
             {"__complete", "migrate", "to", ""},
         }) {
        static_cast<void>(here.run(line, {{"DUNLIN_COMPLETE", "1"}}));
    }
    CHECK(here.runs() == 0);
}

TEST_CASE("the shell alone replaces variables in the command") {
    const password_server server;
    const project here;
    here.write("database = \"" + server.url("", plain) + "\"\n" +
               here.command("echo ${DUNLIN_TEST_SECRET:-none}"));
    CHECK(here.run({"db", "ping"}, {{"DUNLIN_TEST_SECRET", "right"}}).exit_code == 0);
    CHECK(here.run({"db", "ping"}, {{"DUNLIN_TEST_SECRET", "$(touch evil)"}}).exit_code == 6);
    CHECK_FALSE(fs::exists(here.folder / "evil"));
}

TEST_CASE("a command that fails is exit code 6, named with its place, its output kept back") {
    const project here;
    const auto failing = [&](const std::string& shell) {
        here.write("database = \"postgres://app@127.0.0.1:1/x\"\n" + here.command(shell));
        const auto run = here.run({"db", "ping"});
        CHECK(run.exit_code == 6);
        CHECK_MESSAGE(contains(run.err, "password_command (dunlin.toml:2)"), run.err);
        CHECK_FALSE(contains(run.err, "secret"));
        return run.err;
    };
    CHECK(contains(failing("echo secret; exit 3"), "failed with exit code 3"));
    CHECK(contains(failing("no-such-program-of-dunlin"), "failed with exit code 127"));
    CHECK(contains(failing("true"), "printed no password"));
    CHECK(contains(failing("echo; echo secret"), "printed no password"));
    CHECK(contains(failing("printf 'secret\\\\000x'"), "zero byte"));
}

TEST_CASE("a command that does not end is ended by a signal, with what it started first") {
    const project here;
    here.write("database = \"postgres://app@127.0.0.1:1/x\"\n" +
               here.command("echo waiting >&2; exec sleep 100"));
    for (const int signal : {SIGINT, SIGTERM}) {
        running_program run({"db", "ping"}, {.folder = here.folder.path()});
        run.wait_for_error_line();
        run.send(signal);
        CHECK(run.ends_within(8s));
        CHECK(run.wait().exit_code == 128 + signal);
    }
}
