// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/golden.hpp>

#include <filesystem>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

namespace {

constexpr auto prisma_table =
    "CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) "
    "NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, "
    "rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), "
    "applied_steps_count INTEGER NOT NULL DEFAULT 0);";

struct prisma_project : project {
    prisma_project() {
        std::filesystem::copy(dunlin::test::source_path("tests/data/migrator/prisma/sound"),
                              folder.path(), std::filesystem::copy_options::recursive);
    }
    [[nodiscard]] dunlin::migrator::settings kept() const {
        auto options = settings();
        options.ledger.tool = "prisma";
        return options;
    }
    /// Name, checksum, logs, count of steps, and which times are set.
    [[nodiscard]] std::string rows() const {
        return ask("SELECT coalesce(string_agg(concat_ws(' ', migration_name, left(checksum, 8), "
                   "coalesce(logs, '-'), applied_steps_count, finished_at >= started_at, "
                   "rolled_back_at IS NOT NULL, id ~ '^[0-9a-f-]{36}$'), E'\\n' ORDER BY "
                   "started_at), '') FROM public._prisma_migrations");
    }
};

} // namespace

TEST_CASE("prisma ledger: rows are those that Prisma writes, and blocks in scripts are honoured") {
    const prisma_project p;
    const report done = up(p.kept());
    CHECK(done.current == "20240401000000_nothing");
    CHECK(p.rows() == "20240101000000_init 4e7abfb2 - 1 t f t\n"
                      "20240201000000_drop_admin_role 4aef611e - 1 t f t\n"
                      "20240301000000_find_by_name 561970bd - 1 t f t\n"
                      "20240401000000_nothing 122d743a - 1 t f t");
    CHECK(p.ask("SELECT string_agg(enumlabel, ' ') FROM pg_enum") == "USER");
    CHECK(p.ask("SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod) || ' ' || "
                "attnotnull, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = "
                "'_prisma_migrations'::regclass AND attnum > 0") ==
          "id character varying(36) true, checksum character varying(64) true, "
          "finished_at timestamp with time zone false, migration_name character varying(255) true, "
          "logs text false, rolled_back_at timestamp with time zone false, "
          "started_at timestamp with time zone true, applied_steps_count integer true");
    const auto now = status(p.kept());
    CHECK(now->tool == "prisma");
    CHECK(now->table == "public._prisma_migrations");
    CHECK(now->history.count(state::applied) == 4);
    CHECK_FALSE(now->history.has_pending());
}

TEST_CASE("prisma ledger: going back marks the row as rolled back, and redo adds a new one") {
    const prisma_project p;
    up(p.kept(), {{"20240301000000_find_by_name", std::nullopt}, false, false});
    CHECK(down(p.kept()).current == "20240201000000_drop_admin_role");
    CHECK_FALSE(p.has_table("\"User_name_idx\""));
    CHECK(p.rows().find("20240301000000_find_by_name 561970bd - 1 t t t") != std::string::npos);
    CHECK(to(p.kept(), "20240301000000_find_by_name").current == "20240301000000_find_by_name");
    redo(p.kept());
    CHECK(p.ask("SELECT count(*)::text FROM _prisma_migrations WHERE migration_name = "
                "'20240301000000_find_by_name'") == "3");
    CHECK(status(p.kept())->history.count(state::applied) == 3);
}

TEST_CASE(
    "prisma ledger: Prisma's own rows are read, with old checksums and rolled-back attempts") {
    const prisma_project p;
    p.execute(std::string(prisma_table) +
              "INSERT INTO _prisma_migrations VALUES ('a', 'x', NULL, '20240101000000_init', "
              "'boom', now(), now() - interval '2 s', 0), ('b', "
              "'4e7abfb2ba1a67c93aa7bc9dea1c06e2e76f322b970f808faefaf65fba84bb9d', now(), "
              "'20240101000000_init', NULL, NULL, now() - interval '1 s', 1); "
              "CREATE TYPE \"Role\" AS ENUM ('USER', 'ADMIN'); CREATE TABLE \"User\" (id int, role "
              "\"Role\" NOT NULL DEFAULT 'USER')");
    auto settings = p.settings(); // found by looking
    const auto before = status(settings);
    CHECK(before->tool == "prisma");
    CHECK(before->history.count(state::applied) == 1);
    CHECK(before->history.count(state::pending) == 3);
    CHECK(before->recorded.rows.at(0).duration_ms == 1000);
    CHECK(up(settings).applied.size() == 3);
}

TEST_CASE("prisma ledger: a migration that did not end blocks, with Prisma's words") {
    const prisma_project p;
    p.execute(std::string(prisma_table) +
              "INSERT INTO _prisma_migrations VALUES ('a', 'x', NULL, '20240101000000_init', "
              "'relation \"x\" does not exist', NULL, now(), 0)");
    const auto problem = caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.message().find("20240101000000_init was started by Prisma") != std::string::npos);
    CHECK(problem.message().find("relation \"x\" does not exist") != std::string::npos);
    CHECK(problem.message().find("migrate resolve --rolled-back") != std::string::npos);
    CHECK(status(p.kept())->history.has_problem());
}

TEST_CASE("prisma ledger: a failing script leaves neither row nor trace") {
    const prisma_project p;
    p.write("20240302000000_broken/migration.sql", "CREATE TABLE half ();\nSELECT nonsense;\n");
    const auto problem = caught<dunlin::error>([&] { up(p.kept()); });
    REQUIRE(problem.where());
    CHECK(problem.where()->line == 2);
    CHECK_FALSE(p.has_table("half"));
    CHECK(p.ask("SELECT count(*)::text FROM _prisma_migrations") == "3");
}

TEST_CASE("prisma ledger: another schema, and a search_path that a script emptied") {
    const prisma_project p;
    p.execute("CREATE SCHEMA app");
    p.write("20240202000000_path/migration.sql",
            "SELECT pg_catalog.set_config('search_path', '', false);\n");
    auto settings = p.kept();
    settings.ledger.table = "app._prisma_migrations";
    up(settings, {{"20240202000000_path", std::nullopt}, false, false});
    CHECK(p.ask("SELECT count(*)::text FROM app._prisma_migrations") == "3");
    CHECK(status(settings)->table == "app._prisma_migrations");
}
