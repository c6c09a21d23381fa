// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <dunlin/base/digest.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

std::string body(int n) {
    return fmt::format("CREATE TABLE t{} ();\n", n);
}

/// Of nothing, it is "-", as the header has it.
std::string hash(int n) {
    if (n == 0) {
        return "-";
    }
    const std::string before = n == 1 ? "" : hash(n - 1) + "\n";
    return "sha1:" + dunlin::sha1(before + body(n));
}

peer make_peer() {
    peer graphile;
    graphile.tool = "graphile-migrate";
    graphile.program = "graphile-migrate";
    graphile.files = [](int n) -> peer::named_texts {
        return {
            {".gmrc", n == 1 ? "{}\n" : ""},
            {"migrations/current.sql", ""},
            {fmt::format("migrations/committed/00000{}.sql", n),
             fmt::format("--! Previous: {}\n--! Hash: {}\n\n{}", hash(n - 1), hash(n), body(n))}};
    };
    graphile.inner = "migrations";
    graphile.in_folder = true;
    // It is never connected to: only making and committing a migration would use it.
    graphile.environment = {{"SHADOW_DATABASE_URL", "postgres:///shadow"}};
    graphile.forward_only = true;
    const auto command = [](const char* verb) {
        return [verb](const std::string& /*folder*/, const std::string& /*url*/) {
            return peer::arguments{verb};
        };
    };
    graphile.up = command("migrate");
    graphile.status = command("status");
    graphile.make_table = R"(
CREATE SCHEMA graphile_migrate;
CREATE TABLE graphile_migrate.migrations (hash text PRIMARY KEY, previous_hash text REFERENCES
    graphile_migrate.migrations, filename text NOT NULL, date timestamptz NOT NULL DEFAULT now());
CREATE TABLE graphile_migrate.current (filename text PRIMARY KEY DEFAULT 'current.sql',
    content text NOT NULL, date timestamptz NOT NULL DEFAULT now());)";
    graphile.record = [](int n) {
        return fmt::format("INSERT INTO graphile_migrate.migrations VALUES ('{}', nullif('{}', "
                           "'-'), '00000{}.sql')",
                           hash(n), hash(n - 1), n);
    };
    graphile.lock = interop_test::locking::gives_up;
    return graphile;
}

} // namespace

TEST_CASE("graphile-migrate and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of graphile-migrate becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}

TEST_CASE("graphile-migrate and dunlin wait for each other") {
    interop_test::run_at_once(make_peer());
}
