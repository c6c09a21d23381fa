// SPDX-License-Identifier: MIT
#include "password_server.hpp"

#include <doctest/doctest.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <map>
#include <string>

using dunlin::test::run_program;
using dunlin::test::temporary_folder;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a refused login says what to do and never shows the password") {
    const password_server server;
    const std::string plain = "?sslmode=disable";
    CHECK(run_program({"db", "ping", "-d", server.url(":right", plain)}).exit_code == 0);

    for (const char* verb : {"ping", "wait"}) {
        const auto run = run_program({"db", verb, "-d", server.url(":wr0ng", plain)});
        CHECK(run.exit_code == 6);
        CHECK(contains(run.err, "password authentication failed for user \"app\""));
        CHECK(contains(run.err, "PGPASSWORD"));
        CHECK(!contains(run.err, "wr0ng"));
        CHECK(!contains(run.err, "waiting"));
    }
    const auto json = run_program({"db", "ping", "-vv", "-o", "json", "--log-format", "json", "-d",
                                   server.url(":wr0ng", plain)});
    CHECK(json.exit_code == 6);
    CHECK(contains(json.err, "\"sqlstate\":\"28P01\""));
    CHECK(!contains(json.err, "wr0ng"));

    const auto silent = run_program({"db", "wait", "-d", server.url("", plain)});
    CHECK(silent.exit_code == 6);
    CHECK(contains(silent.err, "the server requires a password"));

    const auto tls = run_program({"db", "wait", "-d", server.url(":right", "")});
    CHECK(tls.exit_code == 6);
    CHECK(contains(tls.err, "the server does not support TLS"));
    CHECK(contains(tls.err, "sslmode=disable"));
}

TEST_CASE("disable_tls of dunlin.toml holds where nothing names an sslmode") {
    const password_server server;
    const temporary_folder folder;
    const auto write = [&](const char* disable_tls, const std::string& options) {
        folder.write("dunlin.toml", std::string(disable_tls) + "database = \"" +
                                        server.url(":right", options) + "\"\n");
    };
    const auto exit_code = [&](const std::map<std::string, std::string>& variables = {}) {
        return run_program({"db", "ping"}, {.environment = variables, .folder = folder.path()})
            .exit_code;
    };
    const std::string services = folder.write("services", "[strict]\nsslmode=verify-ca\n").string();
    for (const char* disable_tls : {"", "disable_tls = false\n", "disable_tls = true\n"}) {
        CAPTURE(disable_tls);
        const bool is_disabled = contains(disable_tls, "true");
        write(disable_tls, "");
        CHECK(exit_code() == (is_disabled ? 0 : 6));
        CHECK(exit_code({{"PGSSLMODE", "require"}}) == 6);
        CHECK(exit_code({{"PGSSLMODE", "prefer"}}) == 0);
        write(disable_tls, "?sslmode=verify-full");
        CHECK(exit_code() == 6);
        write(disable_tls, "?sslmode=disable");
        CHECK(exit_code() == 0);
        write(disable_tls, "?service=strict");
        CHECK(exit_code({{"PGSERVICEFILE", services}}) == 6);
    }
}
