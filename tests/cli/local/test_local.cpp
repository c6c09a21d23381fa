// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace dunlin::test;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A project whose server is gone when the test ends.
class project {
public:
    ~project() { run({"local", "destroy", "--yes"}); }
    project() = default;
    project(const project&) = delete;
    project& operator=(const project&) = delete;

    outcome run(const std::vector<std::string>& arguments) const {
        return run_program(arguments, {.folder = folder.path()});
    }

    temporary_folder folder;
};

} // namespace

TEST_CASE("a private server starts, tells its URL, stops, and goes with consent only") {
    const project here;
    const auto started = here.run({"local", "start"});
    CHECK(started.exit_code == 0);
    CHECK(started.out.empty());
    CHECK(started.err.rfind("started: PostgreSQL ", 0) == 0);
    CHECK(here.run({"local", "start"}).err.rfind("already running: ", 0) == 0);
    const auto url = here.run({"local", "url"});
    CHECK(url.out.rfind("postgresql://postgres@/dunlin?host=/", 0) == 0);
    CHECK(here.run({"db", "ping", "-d", url.out.substr(0, url.out.size() - 1)}).exit_code == 0);
    CHECK(contains(here.run({"local", "status"}).out, "state  running\n"));
    CHECK(here.run({"local", "stop"}).err == "stopped the private server\n");
    CHECK(here.run({"local", "stop"}).err == "nothing to do: the private server is not running\n");
    CHECK(contains(here.run({"local", "status"}).out, "state  stopped\n"));
    const auto refused = here.run({"local", "destroy"});
    CHECK(refused.exit_code == 8);
    CHECK(contains(refused.err, "--yes"));
    CHECK(fs::exists(here.folder / ".dunlin/local/data"));
    CHECK(here.run({"local", "destroy", "--yes"}).exit_code == 0);
    CHECK_FALSE(fs::exists(here.folder / ".dunlin"));
    CHECK(here.run({"local", "status"}).out == "state  absent\n");
}

TEST_CASE("the question of destroy is asked on a terminal, and no is respected") {
    const project here;
    REQUIRE(here.run({"local", "start"}).exit_code == 0);
    const auto run =
        run_in_terminal({"local", "destroy"}, 80, {.input = "n\n", .folder = here.folder.path()});
    CHECK(run.exit_code == 8);
    CHECK(contains(run.out, "[y/N]"));
    CHECK(contains(here.run({"local", "status"}).out, "state  running\n"));
}

TEST_CASE("without a running server its URL is exit code 6, with the way to start it") {
    const project here;
    const auto run = here.run({"local", "url"});
    CHECK(run.exit_code == 6);
    CHECK(contains(run.err, "dunlin local start"));
}

TEST_CASE("the database local starts the server on demand, and local:NAME picks a database") {
    const project here;
    CHECK(here.run({"db", "ping", "-d", "local"}).exit_code == 0);
    CHECK(contains(here.run({"local", "status"}).out, "state  running\n"));
    CHECK(here.run({"db", "ping", "-d", "local:two words"}).exit_code == 0);
    CHECK(contains(here.run({"-d", "local:two words", "local", "url"}).out, "/two%20words?host="));
}

TEST_CASE("status and start are one JSON document") {
    const project here;
    CHECK(here.run({"local", "status", "-o", "json"})
              .out.rfind("{\"schema\":1,\"state\":\"absent\",\"url\":null,\"pid\":null,", 0) == 0);
    const auto started = here.run({"local", "start", "-q", "-o", "json"});
    CHECK(started.out.rfind("{\"schema\":1,\"state\":\"running\",\"url\":\"postgresql://", 0) == 0);
    CHECK(started.err.empty());
}

TEST_CASE("a server that cannot be found says how to install it") {
    const project here;
    const auto run =
        run_program({"local", "start"}, {.environment = {{"DUNLIN_PG_BIN", "/nonexistent"}},
                                         .folder = here.folder.path()});
    CHECK(run.exit_code == 2);
    CHECK(contains(run.err, "DUNLIN_PG_BIN is /nonexistent"));
}
