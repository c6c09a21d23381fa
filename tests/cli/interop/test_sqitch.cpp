// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

constexpr auto make_registry = R"(
CREATE SCHEMA sqitch;
CREATE TABLE sqitch.releases (version real PRIMARY KEY, installed_at timestamptz NOT NULL DEFAULT
    clock_timestamp(), installer_name text NOT NULL, installer_email text NOT NULL);
CREATE TABLE sqitch.projects (project text PRIMARY KEY, uri text UNIQUE, created_at timestamptz
    NOT NULL DEFAULT clock_timestamp(), creator_name text NOT NULL, creator_email text NOT NULL);
CREATE TABLE sqitch.changes (change_id text PRIMARY KEY, script_hash text, change text NOT NULL,
    project text NOT NULL REFERENCES sqitch.projects, note text NOT NULL DEFAULT '',
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp(), committer_name text NOT NULL,
    committer_email text NOT NULL, planned_at timestamptz NOT NULL, planner_name text NOT NULL,
    planner_email text NOT NULL, UNIQUE (project, script_hash));
CREATE TABLE sqitch.tags (tag_id text PRIMARY KEY, tag text NOT NULL, project text NOT NULL,
    change_id text NOT NULL REFERENCES sqitch.changes, note text NOT NULL DEFAULT '',
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp(), committer_name text NOT NULL,
    committer_email text NOT NULL, planned_at timestamptz NOT NULL, planner_name text NOT NULL,
    planner_email text NOT NULL, UNIQUE (project, tag));
CREATE TABLE sqitch.dependencies (change_id text NOT NULL REFERENCES sqitch.changes ON DELETE
    CASCADE, type text NOT NULL, dependency text NOT NULL, dependency_id text,
    PRIMARY KEY (change_id, dependency));
CREATE TABLE sqitch.events (event text NOT NULL, change_id text NOT NULL, change text NOT NULL,
    project text NOT NULL, note text NOT NULL DEFAULT '', requires text[] NOT NULL DEFAULT '{}',
    conflicts text[] NOT NULL DEFAULT '{}', tags text[] NOT NULL DEFAULT '{}',
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp(), committer_name text NOT NULL,
    committer_email text NOT NULL, planned_at timestamptz NOT NULL, planner_name text NOT NULL,
    planner_email text NOT NULL, PRIMARY KEY (change_id, committed_at));
INSERT INTO sqitch.releases VALUES (1.1, now(), 'Bea', 'bea@example.org');
INSERT INTO sqitch.projects VALUES ('flock', NULL, now(), 'Bea', 'bea@example.org');)";

constexpr const char* change_ids[] = {
    "443a41a9d1bfe306dddbe3ff940ca6d7f0a858d7", "c9fa192c699a2361093518b05f1f6bb682a3d5ff",
    "730cd25fc561b58ba728e795c3caa991279207c3", "1fa34a91eab619d6d16172691d83bced8006c0e4"};
constexpr const char* script_hashes[] = {
    "2584e3ea719006e1f1111f249b6f11107a05245c", "f32f89b2e51edc5ecc5f017c0fa448918b6139a0",
    "9aa3dbb9a334c6adfe8b704ef2af36cf5c0b7023", "2503e12adc00492bf069ad0b7c875c0fce9c71d4"};

peer make_peer() {
    peer sqitch;
    sqitch.tool = "sqitch";
    sqitch.program = "sqitch";
    sqitch.files = [](int n) -> peer::named_texts {
        return {{"sqitch.conf", n == 1 ? "[core]\n\tengine = pg\n" : ""},
                {"sqitch.plan",
                 fmt::format("{1}t{0} 2026-01-0{0}T00:00:00Z Ann <ann@example.org> # table {0}\n",
                             n, n == 1 ? "%syntax-version=1.0.0\n%project=flock\n\n" : "")},
                {fmt::format("deploy/t{}.sql", n), fmt::format("CREATE TABLE t{} ();\n", n)},
                {fmt::format("revert/t{}.sql", n), fmt::format("DROP TABLE t{};\n", n)}};
    };
    const auto command = [](peer::arguments verb) {
        return [verb](const std::string& folder, const std::string& /*url*/) {
            peer::arguments all{"--chdir", folder};
            all.insert(all.end(), verb.begin(), verb.end());
            all.emplace_back("db:pg:");
            return all;
        };
    };
    sqitch.environment = {{"SQITCH_FULLNAME", "Bea"}, {"SQITCH_EMAIL", "bea@example.org"}};
    sqitch.up = command({"deploy"});
    sqitch.down_one = command({"revert", "-y", "--to", "@HEAD^"});
    sqitch.status = command({"status"});
    sqitch.is_up_to_date = [](const std::string& output) {
        return output.find("up-to-date") != std::string::npos;
    };
    sqitch.validate = command({"check"});
    sqitch.make_table = make_registry;
    sqitch.record = [](int n) {
        return fmt::format("INSERT INTO sqitch.changes VALUES ('{0}', '{1}', 't{2}', 'flock', "
                           "'table {2}', clock_timestamp(), 'Bea', 'bea@example.org', "
                           "'2026-01-0{2}T00:00:00Z', 'Ann', 'ann@example.org')",
                           change_ids[n - 1], script_hashes[n - 1], n);
    };
    sqitch.forget = [](int n) {
        return fmt::format("DELETE FROM sqitch.changes WHERE change_id = '{}'", change_ids[n - 1]);
    };
    return sqitch;
}

} // namespace

TEST_CASE("sqitch and dunlin take turns on one plan and one registry") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of sqitch becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}

TEST_CASE("sqitch and dunlin wait for each other") {
    interop_test::run_at_once(make_peer());
}
