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

struct node_project : project {
    node_project() {
        std::filesystem::copy(
            dunlin::test::source_path("tests/data/migrator/node-pg-migrate/sound"), folder.path(),
            std::filesystem::copy_options::recursive);
        std::filesystem::remove(folder / "1700000000000_code.ts");
    }
    [[nodiscard]] dunlin::migrator::settings kept() const {
        auto options = settings();
        options.ledger.tool = "node-pg-migrate";
        return options;
    }
    [[nodiscard]] std::string names() const {
        return ask("SELECT coalesce(string_agg(id || ' ' || name, ', ' ORDER BY run_on, id), '') "
                   "FROM public.pgmigrations");
    }
};

} // namespace

TEST_CASE("node-pg-migrate ledger: rows are those that it writes, in its order") {
    const node_project p;
    CHECK(up(p.kept()).current == "20200513070724505_second-table");
    CHECK(p.names() == "1 0001_first-table, 2 1589353644504_First-again, 3 1589353644504_first, "
                       "4 20200513070724505_second-table");
    CHECK(p.has_table("behind"));
    CHECK(p.ask("SELECT string_agg(concat_ws(' ', column_name, data_type, "
                "character_maximum_length, is_nullable, column_default), ', ' ORDER BY "
                "ordinal_position) FROM information_schema.columns WHERE table_name = "
                "'pgmigrations'") ==
          "id integer NO nextval('pgmigrations_id_seq'::regclass), "
          "name character varying 255 NO, run_on timestamp without time zone NO");
    const auto now = status(p.settings()); // found by looking
    CHECK(now->tool == "node-pg-migrate");
    CHECK(now->table == "public.pgmigrations");
    CHECK(now->history.count(state::applied) == 4);
}

TEST_CASE("node-pg-migrate ledger: down, to and redo by name") {
    const node_project p;
    up(p.kept());
    CHECK(down(p.kept()).current == "1589353644504_first");
    CHECK_FALSE(p.has_table("second"));
    const auto none = caught<dunlin::error>([&] { down(p.kept()); });
    CHECK(none.message().find("1589353644504_first has no down script") == 0);
    to(p.kept(), "20200513070724505_second-table");
    redo(p.kept());
    CHECK(p.names().ends_with("6 20200513070724505_second-table"));
    CHECK(p.has_table("second"));
}

TEST_CASE("node-pg-migrate ledger: what only the tool can run stops a plan, unless it has run") {
    const node_project p;
    p.write("1600000000000_code.js", "exports.up = () => {};\n");
    const auto problem = caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(problem.message().find("it is written in JavaScript") != std::string::npos);
    CHECK_FALSE(p.has_table("first"));
    up(p.kept(), {{"20200513070724505_second-table", std::nullopt}, false, false});
    p.execute("INSERT INTO pgmigrations (name, run_on) VALUES ('1600000000000_code', now())");
    p.write("1800000000000_last.sql", "SELECT 1;");
    CHECK(up(p.kept()).applied.size() == 1);
}

TEST_CASE("node-pg-migrate ledger: rows keep their order where the server's clock is elsewhere") {
    for (const std::string zone : {"Asia/Tokyo", "America/New_York"}) {
        const node_project p;
        p.execute("ALTER DATABASE " + p.database.name() + " SET timezone = '" + zone + "'");
        up(p.kept(), {{"1589353644504_First-again", std::nullopt}, false, false});
        // As its own session writes it, which asks for no time zone.
        p.execute("SET timezone = '" + zone +
                  "'; INSERT INTO pgmigrations (name, run_on) VALUES "
                  "('1589353644504_first', now())");
        up(p.kept());
        CHECK(p.names() == "1 0001_first-table, 2 1589353644504_First-again, 3 "
                           "1589353644504_first, 4 20200513070724505_second-table");
        const auto now = status(p.kept());
        const auto age = std::chrono::system_clock::now() - now->recorded.rows.at(3).applied_at;
        CHECK(age < std::chrono::minutes(5));
        CHECK(age > std::chrono::minutes(-5));
    }
}

TEST_CASE("node-pg-migrate ledger: a name that is there twice counts once") {
    const node_project p;
    up(p.kept());
    p.execute("INSERT INTO pgmigrations (name, run_on) VALUES ('0001_first-table', now())");
    CHECK(status(p.kept())->history.count(state::applied) == 4);
    CHECK(up(p.kept()).applied.empty());
}
