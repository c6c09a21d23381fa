// SPDX-License-Identifier: MIT
#pragma once

#include "project.hpp"

#include <support/golden.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace migrator_test {

/// Settings that keep the history as a tool does; "dunlin" is its own ledger.
inline dunlin::migrator::settings kept_as(dunlin::migrator::settings settings,
                                          std::string_view tool) {
    settings.ledger.tool = tool;
    settings.placeholder = [](std::string_view) { return std::optional<std::string>("x"); };
    if (tool == "darwin") {
        settings.folder /= "migrate.sql";
    }
    if (tool == "refinery" || tool == "sqlx" || tool == "prisma") {
        settings.reading.format = tool;
    }
    return settings;
}

/// Puts migrations into the folder, in the tool's format where it records what a file of its own
/// has. The first run applies one, and then there is one more for each call of add_another().
inline void write_first(const project& p, const std::string& tool) {
    if (tool == "sqitch" || tool == "graphile-migrate") {
        const std::string from = tool == "sqitch" ? "sqitch/sound" : "graphile/sound/migrations";
        std::filesystem::copy(dunlin::test::source_path("tests/data/migrator/" + from),
                              p.folder.path(), std::filesystem::copy_options::recursive);
    }
    if (tool == "sqitch") {
        p.write("db/sqitch.plan",
                dunlin::test::replaced(p.folder.read("db/sqitch.plan"), " other:thing@v2", ""));
    }
    if (tool == "prisma") {
        p.write("migration_lock.toml", "provider = \"postgresql\"\n");
        p.write("20260101000001_a/migration.sql", "CREATE TABLE a ();");
    } else if (tool == "liquibase") {
        p.write("a.sql", "--liquibase formatted sql\n--changeset joe:1\nCREATE TABLE a ();\n");
    } else if (tool == "darwin") {
        p.write("migrate.sql", "-- Version: 1\n-- Description: a\nCREATE TABLE a ();\n");
    } else if (tool == "flyway" || tool == "refinery") {
        p.write("V1__a.sql", "CREATE TABLE a ();");
    } else if (tool != "sqitch" && tool != "graphile-migrate") {
        p.write("1_a.sql", "CREATE TABLE a ();");
    }
}

inline void write_second(const project& p, const std::string& tool) {
    if (tool == "prisma") {
        p.write("20260101000002_b/migration.sql", "CREATE TABLE b ();");
    } else if (tool == "liquibase") {
        p.write("b.sql", "--liquibase formatted sql\n--changeset joe:2\nCREATE TABLE b ();\n");
    } else if (tool == "darwin") {
        p.write("migrate.sql", p.folder.read("migrate.sql") +
                                   "\n-- Version: 2\n-- Description: b\nCREATE TABLE b ();\n");
    } else if (tool == "flyway" || tool == "refinery") {
        p.write("V2__b.sql", "CREATE TABLE b ();");
    } else if (tool != "sqitch" && tool != "graphile-migrate") {
        p.write("2_b.sql", "CREATE TABLE b ();");
    }
}

} // namespace migrator_test
