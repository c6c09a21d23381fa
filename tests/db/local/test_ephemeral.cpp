// SPDX-License-Identifier: MIT
#include "lock.hpp"
#include "psql.hpp"
#include "server_program.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/local/ephemeral.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/temporary_folder.hpp>
#include <support/wait_until.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <stdexcept>

namespace fs = std::filesystem;
using namespace dunlin;
using dunlin::test::psql;

namespace {

/// A cache and a temporary folder of the test's own.
struct own_places {
    test::temporary_folder cache;
    test::temporary_folder temporary;

    own_places() {
        ::setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);
        ::setenv("TMPDIR", temporary.path().c_str(), 1);
    }
    ~own_places() {
        ::unsetenv("XDG_CACHE_HOME");
        ::unsetenv("TMPDIR");
    }
    own_places(const own_places&) = delete;
    own_places& operator=(const own_places&) = delete;

    /// The one template in the cache.
    [[nodiscard]] fs::path template_folder() const {
        for (const auto& entry : fs::directory_iterator(cache.path() / "dunlin")) {
            return entry.path();
        }
        return {};
    }
};

bool answers(const local::ephemeral& server) {
    return psql(server.url(local::maintenance_database), "SELECT 42") == "42";
}

// In a child: starts a server, tells its folder, and waits to be ended.
pid_t start_in_child(fs::path& folder) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = test::in_child([&] {
        const local::ephemeral server;
        const std::string text = server.folder().string();
        if (::write(ends[1], text.data(), text.size()) > 0) {
            ::close(ends[1]);
            ::pause();
        }
    });
    ::close(ends[1]);
    char text[512];
    const ssize_t size = ::read(ends[0], text, sizeof text);
    ::close(ends[0]);
    folder = std::string(text, size > 0 ? static_cast<std::size_t>(size) : 0);
    return child;
}

} // namespace

TEST_CASE("an ephemeral server answers and leaves nothing in the temporary folder") {
    const own_places places;
    {
        const local::ephemeral server;
        CHECK(answers(server));
        CHECK(server.folder().parent_path() == places.temporary.path());
    }
    CHECK(fs::is_empty(places.temporary.path()));
}

TEST_CASE("the second ephemeral server is a copy of the kept template") {
    const own_places places;
    { const local::ephemeral first; }
    REQUIRE(fs::exists(places.template_folder() / "PG_VERSION"));
    // Seen in the copy, so it was copied.
    std::ofstream(places.template_folder() / "postgresql.conf", std::ios::app)
        << "work_mem = '7MB'\n";
    const local::ephemeral second;
    CHECK(psql(second.url("postgres"), "SHOW work_mem") == "7MB");
}

TEST_CASE("a template that no longer works is made anew") {
    const own_places places;
    { const local::ephemeral first; }
    fs::remove_all(places.template_folder() / "global");
    {
        const local::ephemeral second;
        CHECK(answers(second));
    }
    CHECK(fs::exists(places.template_folder() / "global" / "pg_control"));
}

TEST_CASE("an ephemeral server does without a cache") {
    const own_places places;
    ::setenv("XDG_CACHE_HOME", "/proc/nonexistent", 1);
    const local::ephemeral server;
    CHECK(answers(server));
}

TEST_CASE("an exception takes an ephemeral server away") {
    const own_places places;
    try {
        const local::ephemeral server;
        throw std::runtime_error("as any command may fail");
    } catch (const std::runtime_error&) {
        CHECK(fs::is_empty(places.temporary.path()));
    }
}

TEST_CASE("SIGKILL of its process takes an ephemeral server away") {
    const own_places places;
    fs::path folder;
    const pid_t child = start_in_child(folder);
    REQUIRE(fs::exists(folder / "data/postmaster.pid"));
    ::kill(child, SIGKILL);
    wait_for_process(child);
    CHECK(test::becomes_true([&] { return fs::is_empty(places.temporary.path()); }));
}

TEST_CASE("SIGKILL while an ephemeral server is being made leaves nothing") {
    const own_places places;
    const pid_t child = test::in_child([] { const local::ephemeral server; });
    // The watcher's first own folder; what is killed before there is one, the next server sweeps.
    CHECK(test::becomes_true([&] {
        const fs::directory_iterator all(places.temporary.path());
        return std::any_of(begin(all), end(all), [](const fs::directory_entry& entry) {
            return fs::exists(entry.path() / "sockets");
        });
    }));
    ::kill(child, SIGKILL);
    wait_for_process(child);
    CHECK(test::becomes_true([&] { return fs::is_empty(places.temporary.path()); }));
}

TEST_CASE("what a killed watcher left is swept by the next ephemeral server") {
    const own_places places;
    const fs::path left = places.temporary.path() / "dunlin-ephemeral-abcdef";
    const fs::path in_use = places.temporary.path() / "dunlin-ephemeral-ghijkl";
    fs::create_directories(left / "data");
    fs::create_directories(in_use);
    const auto held = local::try_lock(in_use / "watched");
    const local::ephemeral server;
    CHECK_FALSE(fs::exists(left));
    CHECK(fs::exists(in_use));
    CHECK(answers(server));
}

TEST_CASE("two ephemeral servers at once do not meet") {
    const own_places places;
    const local::ephemeral first;
    const local::ephemeral second;
    CHECK(first.url() != second.url());
    CHECK(answers(first));
    CHECK(answers(second));
}

TEST_CASE("an ephemeral server that cannot start says why, and leaves nothing") {
    const own_places places;
    try {
        const local::ephemeral server({"work_mem=many"});
        FAIL("no error");
    } catch (const error& problem) {
        CHECK(problem.kind() == error_kind::failed);
        CHECK(problem.message().find("PostgreSQL did not start: ") == 0);
        CHECK(problem.message().find("work_mem") != std::string::npos);
        // The log is gone with the folder.
        CHECK(problem.hint().empty());
    }
    CHECK(fs::is_empty(places.temporary.path()));
}

TEST_CASE("what initdb says is in the error, and older ones get no option that they do not know") {
    const test::temporary_folder programs; // outside of a folder that only one user may enter
    const own_places places;
    ::chmod(programs.path().c_str(), 0755);
    const auto write_program = [&](const char* name, const std::string& body) {
        ::chmod(programs.write(name, "#!/bin/sh\n" + body).c_str(), 0755);
    };
    write_program("initdb", "case \"$*\" in\n"
                            "*--no-instructions*) echo \"$0: unrecognized option\" ;;\n"
                            "*) echo \"$0: error: no room\" ;;\n"
                            "esac\n"
                            "exit 1\n");
    const auto problem_of = [&](const std::string& version) {
        write_program("postgres", "echo 'postgres (PostgreSQL) " + version + "'\n");
        ::setenv("DUNLIN_PG_BIN", programs.path().c_str(), 1);
        return test::caught<error>([] { const local::ephemeral server; });
    };
    const char* configured = std::getenv("DUNLIN_PG_BIN");
    const std::string before = configured != nullptr ? configured : "";
    const error of_13 = problem_of("13.23");
    const error of_14 = problem_of("14.23");
    before.empty() ? ::unsetenv("DUNLIN_PG_BIN") : ::setenv("DUNLIN_PG_BIN", before.c_str(), 1);
    CHECK(of_13.message().ends_with(": initdb: error: no room"));
    CHECK(of_14.message().ends_with(": initdb: unrecognized option"));
}

TEST_CASE("an interrupted start takes an ephemeral server away") {
    const own_places places;
    interruption stop;
    stop.request(SIGTERM);
    CHECK_THROWS_AS(local::ephemeral({}, &stop), error);
    // The watcher ends what it has begun, if need be after the one who was interrupted.
    dunlin::test::wait_until([&] { return fs::is_empty(places.temporary.path()); });
}

TEST_CASE("nobody waits for an ephemeral server's watcher to close a pipe") {
    const own_places places;
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const local::ephemeral server;
    ::close(ends[1]);
    char unused = 0;
    // The end of file comes though the watcher was forked while the pipe was open.
    CHECK(::read(ends[0], &unused, 1) == 0);
    ::close(ends[0]);
}
