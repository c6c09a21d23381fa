// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <optional>
#include <string>
#include <utility>

using dunlin::test::run_program;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A port of this machine on which nobody listens: 1 is tcpmux, which nobody runs.
const std::string refused_port = "postgres://app:s3cret@127.0.0.1:1/app";

} // namespace

TEST_CASE("without a database every way to name one is listed") {
    const dunlin::test::temporary_folder folder;
    const auto run = run_program({"db", "ping"}, {.folder = folder.path()});
    CHECK(run.exit_code == 2);
    for (const char* reason :
         {"--database", "DUNLIN_DATABASE", "dunlin.toml", "DATABASE_URL", "PGHOST", "PGSERVICE"}) {
        CHECK_MESSAGE(contains(run.err, reason), reason);
    }
}

TEST_CASE("a refused port is exit code 6, and the password is not shown") {
    const auto run = run_program({"db", "ping", "-d", refused_port});
    CHECK(run.exit_code == 6);
    CHECK(contains(run.err, "no server is listening on host 127.0.0.1, port 1"));
    CHECK(!contains(run.err, "s3cret"));
}

TEST_CASE("a missing database is exit code 6 with the way to create it") {
    const auto url = dunlin::test::with_database(dunlin::test::server_url(), "dunlin_test_none");
    const auto run = run_program({"db", "ping", "-d", url});
    CHECK(run.exit_code == 6);
    CHECK(contains(run.err, "\"dunlin_test_none\" does not exist (3D000)"));
    CHECK(contains(run.err, "dunlin db create"));
}

TEST_CASE("a database is created, answers, and is dropped with consent only") {
    const auto url = dunlin::test::with_database(dunlin::test::server_url(),
                                                 "dunlin_test_cli_" + std::to_string(::getpid()));
    REQUIRE(run_program({"db", "create", "-d", url}).exit_code == 0);
    CHECK(run_program({"db", "create", "-d", url}).exit_code == 1);
    CHECK(run_program({"db", "create", "--if-missing", "-d", url}).exit_code == 0);
    const auto ping = run_program({"db", "ping", "-d", url, "-o", "json"});
    CHECK(ping.exit_code == 0);
    CHECK(ping.out.rfind("{\"schema\":1,\"database\":", 0) == 0);
    CHECK(run_program({"db", "wait", "-d", url}).exit_code == 0);
    const auto refused = run_program({"db", "drop", "-d", url});
    CHECK(refused.exit_code == 8);
    CHECK(contains(refused.err, "--yes"));
    CHECK(run_program({"db", "drop", "--yes", "-d", url}).exit_code == 0);
    CHECK(run_program({"db", "drop", "--yes", "-d", url}).exit_code == 5);
    CHECK(run_program({"db", "drop", "--yes", "--if-exists", "-d", url}).exit_code == 0);
}

TEST_CASE("on a terminal the question is asked, and no is respected") {
    const dunlin::test::test_database database;
    const auto run =
        dunlin::test::run_in_terminal({"db", "drop", "-d", database.url()}, 80, {.input = "n\n"});
    CHECK(run.exit_code == 8);
    CHECK(contains(run.out, "[y/N]"));
    CHECK(run_program({"db", "ping", "-d", database.url()}).exit_code == 0);
}

TEST_CASE("a protected environment is dropped by its name alone") {
    const dunlin::test::test_database database;
    const dunlin::test::temporary_folder folder;
    folder.write("dunlin.toml",
                 "[env.production]\ndatabase = \"" + database.url() + "\"\nprotected = true\n");
    const auto run =
        run_program({"db", "drop", "--yes", "-e", "production"}, {.folder = folder.path()});
    CHECK(run.exit_code == 8);
    CHECK(contains(run.err, "production is protected"));
    CHECK(contains(run.err, "dunlin.toml:3"));
    CHECK(run_program({"db", "ping", "-d", database.url()}).exit_code == 0);
    const auto done = run_program({"db", "drop", "--confirm", "production", "-e", "production"},
                                  {.folder = folder.path()});
    CHECK(done.err ==
          "dropped database " + dunlin::test::shown(database.url()) + " (production)\n");
}

TEST_CASE("db wait gives up at once on what waiting cannot mend") {
    const auto url = dunlin::test::with_database(dunlin::test::server_url(), "dunlin_test_none");
    const auto run = run_program({"db", "wait", "--timeout", "1h", "-d", url});
    CHECK(run.exit_code == 6);
    CHECK(!contains(run.err, "waiting"));
}

TEST_CASE("db wait keeps trying where nobody listens yet, until its time is over") {
    const auto run = run_program({"db", "wait", "--timeout", "300ms", "-d", refused_port});
    CHECK(run.exit_code == 6);
    CHECK(run.err.rfind("waiting: ", 0) == 0);
    CHECK(!contains(run.err, "s3cret"));
}

TEST_CASE("a waiting command ends with 130 on SIGINT and 143 on SIGTERM") {
    for (const auto& [signal, code] : {std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}}) {
        dunlin::test::running_program program(
            {"db", "wait", "--timeout", "1h", "-d", refused_port});
        program.wait_for_error_line();
        program.send(signal);
        CHECK(program.wait().exit_code == code);
    }
}

TEST_CASE("a password in the arguments is not in the process list") {
    dunlin::test::running_program program(
        {"db", "wait", "--timeout", "1h", "--database", refused_port});
    program.wait_for_error_line();
    std::ifstream file("/proc/" + std::to_string(program.pid()) + "/cmdline", std::ios::binary);
    const std::string line((std::istreambuf_iterator<char>(file)), {});
    CHECK(contains(line, "postgres://app:"));
    CHECK(!contains(line, "s3cret"));
}

TEST_CASE("-vv shows statements without their values") {
    const dunlin::test::test_database database;
    const auto run = run_program({"db", "create", "--if-missing", "-vv", "-d", database.url()});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)"));
    CHECK(contains(
        run_program({"db", "ping", "-vv", "--log-format", "json", "-d", database.url()}).err,
        "\"sql\":\"SELECT true\""));
}

TEST_CASE("a closed pipe ends a command quietly") {
    const dunlin::test::test_database database;
    dunlin::test::running_program program({"db", "ping", "-d", database.url()});
    program.close_output();
    const auto run = program.wait();
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
}

TEST_CASE("a full disk is an error") {
    const dunlin::test::test_database database;
    const auto run =
        run_program({"-c", "exec \"$0\" \"$@\" > /dev/full", dunlin::test::dunlin_program(), "db",
                     "ping", "-d", database.url()},
                    {.program = "/bin/sh"});
    CHECK(run.exit_code == 1);
    CHECK(contains(run.err, "standard output"));
}

TEST_CASE("db wait keeps trying while the server has no room for more sessions") {
    const dunlin::test::test_database database;
    dunlin::sqldb::connection admin(database.config());
    const std::string role = database.name() + "_limited";
    admin.run_script("CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 1");
    const std::string url = dunlin::test::with_user(database.url(), role);
    {
        dunlin::sqldb::config settings;
        settings.url = url;
        std::optional<dunlin::sqldb::connection> only(settings);
        dunlin::test::running_program program({"db", "wait", "--timeout", "10min", "-d", url});
        program.wait_for_error_line();
        only.reset();
        const auto run = program.wait();
        CHECK(run.exit_code == 0);
        CHECK(contains(run.err, "too many connections for role"));
    }
    admin.run_script("DROP ROLE " + role);
}
