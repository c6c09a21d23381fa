// SPDX-License-Identifier: MIT
// No verb outlives SIGTERM, SIGINT or its --timeout by more than eight seconds, though the server's
// processes are frozen.
#include "frozen_server.hpp"
#include "held_program.hpp"
#include "private_server.hpp"

#include <dunlin/commands/command.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/temporary_folder.hpp>
#include <support/wait_until.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <list>
#include <optional>
#include <string>
#include <utility>

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using dunlin::test::run_program;
using faults::frozen_server;
using faults::held_in;
using faults::held_program;
using std::chrono::steady_clock;

namespace {

/// What a verb has to end, and what a machine may take on top that runs some forty of them.
constexpr auto longest = 8s;
constexpr auto slack = 12s;

/// A migrated and seeded database on a server of its own, with folders of migrations that wait.
class stage {
public:
    stage() {
        write();
        server_.execute("CREATE DATABASE app");
        url_ = server_.url();
        url_.replace(url_.find("/postgres?"), 10, "/app?");
        const std::string migrations = dunlin::test::source_path("migrations");
        prepare({"migrate", "up", "-m", migrations});
        prepare({"seed", "--confirm", "app"}, dunlin::test::source_path(""));
        prepare({"query", "--write", "DROP SCHEMA dunlin CASCADE"});
        prepare({"query", "--write", "CREATE TABLE held (n int)"});
        server_.execute("CREATE DATABASE bare TEMPLATE app");
        prepare({"migrate", "up", "-m", "applied"});
    }

    [[nodiscard]] pid_t postmaster() const { return server_.postmaster(); }
    [[nodiscard]] fs::path socket() const {
        const std::string folder = url_.substr(url_.find("host=") + 5);
        return fs::path(decoded(folder)) / ".s.PGSQL.5432";
    }
    [[nodiscard]] const fs::path& folder() const { return folder_.path(); }
    /// The name of the database for one use.
    [[nodiscard]] std::string database_for(const faults::verb_use& use) {
        using target = faults::verb_use::target;
        if (use.database == target::shared) {
            return "app";
        }
        const std::string name = "copy_" + std::to_string(++copies_);
        server_.execute("CREATE DATABASE " + name + " TEMPLATE " +
                        (use.database == target::copy ? "app" : "bare"));
        return name;
    }
    [[nodiscard]] dunlin::sqldb::connection connect(const std::string& database) const {
        dunlin::sqldb::config settings;
        settings.url = url_;
        settings.name = database;
        return dunlin::sqldb::connection(settings);
    }

private:
    void write() const {
        folder_.write("applied/1_a.sql", "SELECT 1;\n-- dunlin:down\nSELECT 1;\n");
        for (const std::string name : {"one", "steps", "waiting"}) {
            folder_.write(name + "/1_a.sql", "SELECT 1;\n-- dunlin:down\nSELECT 1;\n");
        }
        folder_.write("one/2_b.sql", "SELECT pg_sleep(3600);\n");
        folder_.write("steps/2_b.sql", "-- dunlin:no-transaction\nSELECT pg_sleep(3600);\n");
        folder_.write("waiting/2_b.sql", "LOCK TABLE held;\n");
        folder_.write("changelog/a.sql",
                      "--liquibase formatted sql\n--changeset a:1\nSELECT pg_sleep(3600);\n");
        folder_.write("seed/1.sql", "SELECT pg_sleep(3600);\n");
    }
    static std::string decoded(std::string text) {
        for (std::size_t at = 0; (at = text.find("%2F", at)) != std::string::npos;) {
            text.replace(at, 3, "/");
        }
        return text;
    }
    void prepare(std::vector<std::string> arguments, const fs::path& folder = {}) const {
        arguments.insert(arguments.end(), {"-d", url_});
        const auto run =
            run_program(arguments, {.folder = folder.empty() ? folder_.path() : folder});
        REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    }

    faults::private_server server_{{"max_connections=300", "fsync=off"}};
    dunlin::test::temporary_folder folder_;
    std::string url_;
    int copies_ = 0;
};

/// What ends the programs: a signal, or the limit that each was started with.
struct end_by {
    int signal = 0;
    std::chrono::seconds limit{0};
};

/// Starts all verbs, freezes the server when each is where it is to be held, and has them ended.
void freeze_under_all(stage& here, held_in moment, const end_by& by) {
    std::vector<std::string> more;
    if (by.signal == 0) {
        more = {"--timeout", std::to_string(by.limit.count()) + "s"};
    }
    std::vector<std::string> databases;
    for (const auto& use : faults::verb_uses()) {
        databases.push_back(here.database_for(use));
    }
    std::vector<dunlin::sqldb::connection> holders;
    for (std::size_t i = 0; i < databases.size(); ++i) {
        if (faults::verb_uses()[i].held_at == "LOCK TABLE held") {
            holders.push_back(here.connect(databases[i]));
            holders.back().run_script("BEGIN; LOCK TABLE held IN ACCESS EXCLUSIVE MODE");
        }
    }
    std::list<held_program> programs;
    std::optional<frozen_server> frozen;
    if (moment == held_in::login) {
        frozen.emplace(here.postmaster());
    }
    const auto begun = steady_clock::now();
    for (std::size_t i = 0; i < databases.size(); ++i) {
        programs.emplace_back(faults::verb_uses()[i], moment, more, here.socket(), databases[i],
                              here.folder());
    }
    for (auto& each : programs) {
        try {
            dunlin::test::wait_until([&] { return each.is_held() || each.ends_within(0ms); });
        } catch (const std::runtime_error&) {
            FAIL(each.name(), " neither came to where it is to be held nor ended");
        }
        if (!each.is_held()) {
            FAIL(each.name(), " was not held: ", each.wait().err);
        }
    }
    if (moment == held_in::statement) {
        frozen.emplace(here.postmaster());
    }
    for (auto& each : programs) {
        each.release();
    }
    auto end = steady_clock::now();
    if (by.signal == 0) {
        end = std::max(end, begun) + by.limit;
    }
    for (auto& each : programs) {
        if (by.signal != 0) {
            each.send(by.signal);
        }
    }
    for (auto& each : programs) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end + longest + slack - steady_clock::now());
        const bool ended = each.ends_within(std::max<std::chrono::milliseconds>(left, 0ms));
        CHECK_MESSAGE(ended, each.name());
    }
    for (auto& each : programs) {
        CAPTURE(each.name());
        const auto run = each.wait();
        CAPTURE(run.err);
        if (by.signal != 0) {
            CHECK(run.exit_code == 128 + by.signal);
            // What ends a command without a word is the last resort.
            CHECK(run.err.find(by.signal == SIGTERM ? "terminated (SIGTERM)"
                                                    : "interrupted (SIGINT)") != std::string::npos);
        } else {
            CHECK(run.exit_code == (moment == held_in::login || each.waits_for_server() ? 6 : 1));
        }
    }
}

} // namespace

TEST_CASE("every verb that needs a database is tried against a frozen server") {
    const auto& uses = faults::verb_uses();
    for (const auto& verb : dunlin::commands::list()) {
        const bool is_used = std::any_of(uses.begin(), uses.end(),
                                         [&](const auto& use) { return use.path == verb.path; });
        CHECK_MESSAGE(is_used == (verb.need == dunlin::commands::needs::database), verb.path);
    }
}

TEST_CASE("SIGTERM and SIGINT end every verb in time whose server freezes at work") {
    for (const int signal : {SIGTERM, SIGINT}) {
        stage here;
        freeze_under_all(here, held_in::statement, {.signal = signal});
    }
}

TEST_CASE("--timeout ends every verb in time whose server freezes at work") {
    stage here;
    freeze_under_all(here, held_in::statement, {.limit = 20s});
}

TEST_CASE("signals and --timeout end every verb in time whose server lets nobody in") {
    stage here;
    freeze_under_all(here, held_in::login, {.signal = SIGTERM});
    freeze_under_all(here, held_in::login, {.limit = 1s});
}
