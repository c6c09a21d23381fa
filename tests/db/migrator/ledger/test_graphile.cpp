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

struct graphile_project : project {
    graphile_project() {
        std::filesystem::copy(dunlin::test::source_path("tests/data/migrator/graphile/sound"),
                              folder.path(), std::filesystem::copy_options::recursive);
    }
    [[nodiscard]] dunlin::migrator::settings found() const {
        auto options = settings();
        options.folder = folder / "migrations";
        return options;
    }
    [[nodiscard]] dunlin::migrator::settings kept() const {
        auto settings = found();
        settings.ledger.tool = "graphile-migrate";
        return settings;
    }
    [[nodiscard]] std::string rows() const {
        return ask("SELECT coalesce(string_agg(concat_ws(' ', filename, left(hash, 12), "
                   "coalesce(left(previous_hash, 12), '-')), E'\\n' ORDER BY filename), '') FROM "
                   "graphile_migrate.migrations");
    }
};

} // namespace

TEST_CASE("graphile-migrate ledger: rows are those that it writes") {
    const graphile_project p;
    CHECK(up(p.kept()).current == "000004");
    CHECK(p.rows() == "000001.sql sha1:005c6eb -\n"
                      "000002.sql sha1:5b23b82 sha1:005c6eb\n"
                      "000003.sql sha1:f017990 sha1:5b23b82\n"
                      "000004.sql sha1:0000000 sha1:f017990");
    CHECK(p.ask("SELECT count(*)::text FROM graphile_migrate.current") == "0");
    CHECK(p.ask("SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, "
                "column_default), ', ' ORDER BY table_name, ordinal_position) FROM "
                "information_schema.columns WHERE table_schema = 'graphile_migrate'") ==
          "current filename text NO 'current.sql'::text, current content text NO, "
          "current date timestamp with time zone NO now(), migrations hash text NO, "
          "migrations previous_hash text YES, migrations filename text NO, "
          "migrations date timestamp with time zone NO now()");
    CHECK(p.ask("SELECT obj_description('places'::regclass, 'pg_class')") ==
          p.ask("SELECT current_database()") + " :DATABASE_NAMES :UNKNOWN");
    CHECK(p.has_table("people_name"));
    const auto now = status(p.found()); // found by looking at the database
    CHECK(now->tool == "graphile-migrate");
    CHECK(now->history.count(state::applied) == 4);
    CHECK(to(p.kept(), "000004").applied.empty());
}

TEST_CASE("graphile-migrate ledger: a script that fails leaves nothing, and there is no way back") {
    const graphile_project p;
    up(p.kept(), {{"000002.sql", std::nullopt}, false, false}); // by the name in its table
    CHECK(p.ask("SELECT count(*)::text FROM graphile_migrate.migrations") == "2");
    const auto back = caught<dunlin::error>([&] { down(p.kept()); });
    CHECK(back.kind() == dunlin::error_kind::history);
    CHECK(back.message().find("has no down script") != std::string::npos);
    CHECK(back.hint().find("graphile-migrate") != std::string::npos);
    p.execute("CREATE TABLE late ()");
    const auto problem = caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(problem.sqlstate == "42P07");
    REQUIRE(problem.where());
    CHECK(problem.where()->line == 5);
    CHECK(p.ask("SELECT max(filename) FROM graphile_migrate.migrations") == "000003.sql");
}

TEST_CASE("graphile-migrate ledger: another hash in the table is a changed migration") {
    const graphile_project p;
    up(p.kept());
    p.execute("UPDATE graphile_migrate.migrations SET hash = 'sha1:other' WHERE filename = "
              "'000004.sql'");
    CHECK(status(p.kept())->history.count(state::changed) == 1);
    CHECK(caught<dunlin::error>([&] { up(p.kept()); }).kind() == dunlin::error_kind::history);
}

TEST_CASE("graphile-migrate ledger: files of another format have no hash to record") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    auto settings = p.settings();
    settings.ledger.tool = "graphile-migrate";
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    CHECK(problem.kind() == dunlin::error_kind::config);
    CHECK(problem.message().find("only migrations that graphile-migrate has committed") !=
          std::string::npos);
}
