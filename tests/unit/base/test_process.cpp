// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/process.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/environment.hpp>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

using namespace dunlin;
using namespace std::chrono_literals;
using dunlin::test::caught;

namespace {

process_command shell(const std::string& text) {
    process_command command;
    command.arguments = {"/bin/sh", "-c", text};
    command.environment = current_environment();
    return command;
}

struct seen {
    std::optional<process_output> result;
    std::vector<std::string> lines;
};

seen capture(const std::string& text, std::chrono::milliseconds limit = 1min,
             const interruption* stop = nullptr) {
    seen all;
    all.result = capture_process(shell(text), {limit, 1000}, stop,
                                 [&](std::string_view line) { all.lines.emplace_back(line); });
    return all;
}

} // namespace

TEST_CASE("a program's output, its lines of errors and its status are seen") {
    const auto all = capture("echo out; echo one >&2; printf two >&2; exit 3");
    REQUIRE(all.result);
    CHECK(all.result->status == 3);
    CHECK(all.result->output == "out\n");
    CHECK(all.lines == std::vector<std::string>{"one", "two"});
    CHECK(capture("kill -TERM $$").result->status == 128 + SIGTERM);
    CHECK(capture("cat").result->output == ""); // its input is empty
}

TEST_CASE("output beyond the limit is dropped, and the program runs on") {
    const auto all = capture("head -c 300000 /dev/zero; echo end >&2");
    REQUIRE(all.result);
    CHECK(all.result->output.size() == 1000);
    CHECK(all.lines == std::vector<std::string>{"end"});
}

TEST_CASE("a program that takes too long is killed") {
    const auto begin = std::chrono::steady_clock::now();
    CHECK_FALSE(capture("trap '' TERM INT; echo x; sleep 100", 200ms).result);
    CHECK(std::chrono::steady_clock::now() - begin < 20s);
}

TEST_CASE("what a program leaves in the background is not waited for") {
    const auto begin = std::chrono::steady_clock::now();
    const auto all = capture("sleep 30 & echo done");
    REQUIRE(all.result);
    CHECK(all.result->output == "done\n");
    CHECK(std::chrono::steady_clock::now() - begin < 20s);
}

TEST_CASE("a stop ends the wait and the program") {
    interruption stop;
    std::thread helper([&] {
        std::this_thread::sleep_for(100ms);
        stop.request(SIGINT);
    });
    CHECK(caught<error>([&] { capture("exec sleep 100", 1min, &stop); }).kind() ==
          error_kind::interrupted);
    helper.join();
}

TEST_CASE("a program that is not there is named") {
    process_command command;
    command.arguments = {"/no/such/program"};
    const auto problem = caught<error>([&] { start_process(command); });
    CHECK(problem.message().rfind("cannot run /no/such/program: ", 0) == 0);
}

TEST_CASE("the folders of PATH are its absolute ones, in order") {
    {
        const test::scoped_variable path("PATH", "/a/bin::bin:.:/b:/a/bin");
        CHECK(program_folders() == std::vector<std::string>{"/a/bin", "/b", "/a/bin"});
    }
    const test::scoped_variable path("PATH", std::nullopt);
    CHECK(program_folders().empty());
}
