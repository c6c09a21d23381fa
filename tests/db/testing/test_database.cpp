// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/testing/database.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/server.hpp>
#include <support/temporary_folder.hpp>
#include <support/wait_until.hpp>

#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::server_url;
using dunlin::test::temporary_folder;
using dunlin::test::wait_until;

namespace {

/// A project whose content, and so its template, no other test has.
struct project {
    project() {
        folder.write("migrations/1_birds.sql",
                     "CREATE TABLE birds (name text PRIMARY KEY, unique_name text DEFAULT '" +
                         uuid::random().to_string() + "');");
        folder.write("seed/1_birds.sql", "INSERT INTO birds VALUES ('dunlin'), ('knot');");
    }
    ~project() { testing::drop_template(options()); }
    [[nodiscard]] testing::database_options options() const {
        testing::database_options options;
        options.server = server_url();
        options.migrations = folder.path() / "migrations";
        options.seed = folder.path() / "seed";
        return options;
    }

    temporary_folder folder;
};

sqldb::connection on_server() {
    sqldb::config settings;
    settings.url = server_url();
    return sqldb::connection(settings);
}

std::vector<std::string> databases_like(const std::string& pattern) {
    auto db = on_server();
    return sqldb::query_values<std::string>(
        db, "SELECT datname::text FROM pg_database WHERE datname LIKE :p ORDER BY 1",
        {{"p", pattern}});
}

std::string applied_at(const testing::database& database) {
    sqldb::connection db(database.config());
    return sqldb::query_value<std::string>(db, "SELECT applied_at::text FROM dunlin.migrations");
}

} // namespace

TEST_CASE("a test has a database of its own, migrated and seeded, which is dropped at the end") {
    const project p;
    std::string name;
    {
        const testing::database one(p.options());
        const testing::database other(p.options());
        name = one.name();
        CHECK(name != other.name());
        sqldb::connection db(one.config());
        CHECK(sqldb::query_values<std::string>(db, "SELECT name FROM birds ORDER BY 1") ==
              std::vector<std::string>{"dunlin", "knot"});
        sqldb::exec(db, "DELETE FROM birds");
        sqldb::connection beside(other.config());
        CHECK(sqldb::query_value<std::int64_t>(beside, "SELECT count(*) FROM birds") == 2);
        // They are copies of one template: the migration ran once.
        CHECK(applied_at(one) == applied_at(other));
    }
    CHECK(databases_like(name).empty());
}

TEST_CASE("without migrations and seeds a database is empty") {
    testing::database_options options;
    options.server = server_url();
    const testing::database empty(options);
    sqldb::connection db(empty.config());
    CHECK(sqldb::query_value<bool>(db, "SELECT to_regnamespace('dunlin') IS NULL"));
}

TEST_CASE("other migrations or seeds lead to another template, while the first one is there") {
    const project p;
    p.folder.write("other_seed/1_birds.sql", "INSERT INTO birds VALUES ('ruff');");
    p.folder.write("other_migrations/1_birds.sql",
                   "CREATE TABLE birds (name text, nest text DEFAULT '" +
                       uuid::random().to_string() + "');");
    auto reseeded = p.options();
    reseeded.seed = p.folder.path() / "other_seed";
    auto remigrated = p.options();
    remigrated.migrations = p.folder.path() / "other_migrations";
    const testing::database first(p.options());
    const testing::database second(reseeded);
    const testing::database third(remigrated);
    sqldb::connection db(second.config());
    CHECK(sqldb::query_values<std::string>(db, "SELECT name FROM birds") ==
          std::vector<std::string>{"ruff"});
    sqldb::connection other(third.config());
    CHECK(sqldb::query_value<std::int64_t>(other, "SELECT count(nest) FROM birds") == 2);
    testing::drop_template(reseeded);
    testing::drop_template(remigrated);
}

TEST_CASE("embedded migrations are used like those of a folder") {
    const project p;
    auto options = p.options();
    options.migrations.clear();
    options.embedded = {{"1_birds.sql", "CREATE TABLE birds (name text, n int DEFAULT 7);"}};
    const testing::database database(options);
    {
        sqldb::connection db(database.config());
        CHECK(sqldb::query_value<bool>(db, "SELECT count(n) = 2 AND max(n) = 7 FROM birds"));
    }
    testing::drop_template(options);
}

TEST_CASE("embedded seeds are used like those of a folder, and count for the template") {
    const project p;
    auto options = p.options();
    options.embedded_seeds = {{"1_birds.csv", "name\nruff\n"},
                              {"2_birds.sql", "INSERT INTO birds VALUES ('sanderling');"}};
    const testing::database before(options);
    sqldb::connection db(before.config());
    CHECK(sqldb::query_values<std::string>(db, "SELECT name FROM birds ORDER BY 1") ==
          std::vector<std::string>{"ruff", "sanderling"});
    options.embedded_seeds.pop_back();
    const testing::database after(options);
    sqldb::connection other(after.config());
    CHECK(sqldb::query_values<std::string>(other, "SELECT name FROM birds") ==
          std::vector<std::string>{"ruff"});
    // Without migrations too a database is seeded.
    testing::database_options seeds_only;
    seeds_only.server = server_url();
    seeds_only.embedded_seeds = {{"1.sql", "CREATE TABLE nests (n int);"}};
    const testing::database seeded(seeds_only);
    sqldb::connection third(seeded.config());
    CHECK(sqldb::query_value<bool>(third, "SELECT to_regclass('nests') IS NOT NULL"));
}

TEST_CASE("tests that begin at the same time make the template once") {
    const project p;
    std::vector<std::optional<testing::database>> databases(8);
    std::vector<std::thread> threads;
    for (auto& database : databases) {
        threads.emplace_back([&] { database.emplace(p.options()); });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    const std::string first = applied_at(*databases.front());
    for (const auto& database : databases) {
        CHECK(applied_at(*database) == first);
    }
}

TEST_CASE("a migration that fails is reported with its place, and leaves nothing") {
    const project p;
    p.folder.write("migrations/2_broken.sql", "SELECT 1;\nSELECT nothing;");
    const auto problem = caught<error>([&] { testing::database{p.options()}; });
    REQUIRE(problem.where());
    CHECK(problem.where()->file.ends_with("2_broken.sql"));
    CHECK(problem.where()->line == 2);
    // Those that other tests are making at this moment come to an end.
    wait_until([] { return databases_like("dunlin\\_template\\_%\\_draft").empty(); });
}

TEST_CASE("a failed test's database is kept where that was asked for, and its URL told") {
    const project p;
    std::string kept;
    auto options = p.options();
    options.on_kept = [&](std::string_view url) { kept = url; };
    { const testing::database dropped(options); }
    CHECK(kept.empty());
    options.keep_on_failure = true;
    { const testing::database dropped(options); }
    CHECK(kept.empty());
    std::string name;
    try {
        const testing::database failed(options);
        name = failed.name();
        throw std::runtime_error("an assertion");
    } catch (const std::runtime_error&) {
        CHECK(kept.find(name) != std::string::npos);
    }
    kept.clear();
    {
        testing::database marked(options);
        marked.mark_failed();
        CHECK(databases_like(marked.name()).size() == 1);
        sqldb::connection(on_server()).run("DROP DATABASE " + name, {});
        name = marked.name();
    }
    CHECK(kept.find(name) != std::string::npos);
    CHECK(databases_like(name).size() == 1);
    on_server().run("DROP DATABASE " + name, {});
}
