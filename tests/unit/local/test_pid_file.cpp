// SPDX-License-Identifier: MIT
#include "pid_file.hpp"

#include <doctest/doctest.h>
#include <support/temporary_folder.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using dunlin::local::parse_pid_file;
using dunlin::local::pid_file;

TEST_CASE("a pid file says who runs, where the socket is, and whether the server is ready") {
    const auto read =
        parse_pid_file("10491\n/data\n1795451844\n5432\n/run/s\n\n 10035217   9\nready   \n");
    REQUIRE(read);
    CHECK(read->pid == 10491);
    CHECK(read->sockets == "/run/s");
    CHECK(read->current_state == pid_file::state::ready);
}

TEST_CASE("a pid file that grows line by line is a server that starts") {
    const auto early = parse_pid_file("10491\n/data\n1795451844\n5432\n");
    REQUIRE(early);
    CHECK(early->sockets.empty());
    CHECK(early->current_state == pid_file::state::starting);
    CHECK(parse_pid_file("7\n/d\n1\n5432\n/s\n\n1 1\nstopping\n")->current_state ==
          pid_file::state::stopping);
}

TEST_CASE("a pid file without a process number says nothing") {
    CHECK_FALSE(parse_pid_file(""));
    CHECK_FALSE(parse_pid_file("\n/data\n"));
    CHECK_FALSE(parse_pid_file("-1\n/data\n"));
    CHECK_FALSE(parse_pid_file("12x\n"));
    CHECK_FALSE(parse_pid_file("99999999999999999999\n"));
}

TEST_CASE("a process is known by the folder it runs in") {
    const dunlin::test::temporary_folder here;
    CHECK(dunlin::local::runs_in(::getpid(), std::filesystem::current_path()));
    CHECK_FALSE(dunlin::local::runs_in(::getpid(), here.path()));
    CHECK_FALSE(dunlin::local::runs_in(::getpid(), here.path() / "missing"));
}
