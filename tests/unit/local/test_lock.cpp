// SPDX-License-Identifier: MIT
#include "lock.hpp"

#include <dunlin/base/error.hpp>

#include <doctest/doctest.h>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

using dunlin::local::is_locked;
using dunlin::local::try_lock;

TEST_CASE("a lock can be seen without being taken, and is gone with its holder") {
    const dunlin::test::temporary_folder here;
    const auto file = here.path() / "lock";
    CHECK_FALSE(is_locked(file));
    {
        const auto held = try_lock(file);
        REQUIRE(held);
        CHECK(is_locked(file));
        CHECK_FALSE(try_lock(file));
    }
    CHECK_FALSE(is_locked(file));
    CHECK(try_lock(file));
}

TEST_CASE("a child that inherited a lock holds it on when its parent lets go") {
    const dunlin::test::temporary_folder here;
    const auto file = here.path() / "lock";
    auto held = try_lock(file);
    const pid_t child = ::fork();
    if (child == 0) {
        ::pause();
        ::_exit(0);
    }
    held.reset();
    CHECK(is_locked(file));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CHECK_FALSE(is_locked(file));
}

TEST_CASE("waiting for a lock ends with an error that names the file") {
    const dunlin::test::temporary_folder here;
    const auto held = try_lock(here.path() / "lock");
    try {
        dunlin::local::wait_for_lock(here.path() / "lock", 30, nullptr);
        FAIL("no error");
    } catch (const dunlin::error& problem) {
        CHECK(problem.kind() == dunlin::error_kind::locked);
        CHECK(problem.message().find((here.path() / "lock").string()) != std::string::npos);
    }
}

TEST_CASE("waiting for a lock ends when the command is interrupted") {
    const dunlin::test::temporary_folder here;
    const auto held = try_lock(here.path() / "lock");
    dunlin::interruption stop;
    stop.request(SIGTERM);
    CHECK_THROWS_AS(dunlin::local::wait_for_lock(here.path() / "lock", 60'000, &stop),
                    dunlin::error);
}

TEST_CASE("a lock is that of the file that stands there, though its holders remove it") {
    const dunlin::test::temporary_folder here;
    const auto file = here.path() / "lock";
    std::atomic<int> stale{0};
    // Whoever holds the lock is the only one who may remove the file. One that was opened before
    // and locked after that is nobody's.
    const auto contend = [&] {
        for (int i = 0; i < 20000; ++i) {
            const auto held = try_lock(file);
            if (!held) {
                continue;
            }
            struct stat opened {};
            struct stat named {};
            const bool same = ::fstat(held->get(), &opened) == 0 &&
                              ::stat(file.c_str(), &named) == 0 && opened.st_ino == named.st_ino;
            stale += same ? 0 : 1;
            ::unlink(file.c_str());
        }
    };
    std::thread other(contend);
    contend();
    other.join();
    CHECK(stale == 0);
}
