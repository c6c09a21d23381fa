// SPDX-License-Identifier: MIT
// The tables of a service that was written without dunlin: no attributes, no tags, no time zones.
#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/widget_program.hpp>

using namespace dunlin::test;

namespace {

struct plain_tables {
    plain_tables() {
        dunlin::sqldb::config settings;
        settings.url = database.url();
        dunlin::sqldb::connection db(settings);
        db.run_script(R"(
            CREATE TABLE users (
                user_id uuid PRIMARY KEY, name varchar(100) NOT NULL,
                email varchar(100) NOT NULL UNIQUE, roles text[] NOT NULL,
                password_hash text NOT NULL, department varchar(100),
                enabled boolean NOT NULL DEFAULT true, date_created timestamp NOT NULL,
                date_updated timestamp NOT NULL);
            CREATE TABLE widgets (
                widget_id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users,
                name varchar(100) NOT NULL, category varchar(100) NOT NULL, description text,
                is_active boolean NOT NULL DEFAULT true, date_created timestamp NOT NULL,
                date_updated timestamp NOT NULL);
            CREATE TABLE parts (
                part_id uuid PRIMARY KEY, widget_id uuid NOT NULL REFERENCES widgets,
                name varchar(100) NOT NULL, quantity integer NOT NULL);
            INSERT INTO users VALUES
                ('5cf37266-3473-4006-984f-9325122678b7', 'Ada', 'ada@example.com', '{USER}',
                 '$2b$10$T3EVmQQnpu9hWQBJNTC2aOELPYThk3xIn0N3X7Xnsx9UD54/1qxjm', NULL, true,
                 '2026-01-01 12:00', '2026-01-01 12:00');
            INSERT INTO widgets VALUES
                ('f5057fee-4c3e-4459-82dd-21250b729601', '5cf37266-3473-4006-984f-9325122678b7',
                 'Wrench', 'Tools', 'of steel', true, '2026-01-02 08:30', '2026-01-02 08:30');)");
    }
    outcome run(const std::vector<std::string>& arguments) const {
        return run_program(arguments, {.environment = {{"DUNLIN_DATABASE", database.url()}}});
    }

    test_database database;
};

const std::string problems =
    "error: the tables are not those of the newest migration: "
    "widgets.attributes is missing (migration 1.04), widgets.tags is missing (migration 1.04), "
    "widgets.search is missing (migration 1.05), "
    "widgets.date_created is timestamp without time zone instead of timestamp with time zone "
    "(migration 1.10), "
    "widgets.date_updated is timestamp without time zone instead of timestamp with time zone "
    "(migration 1.10), "
    "users.date_created is timestamp without time zone instead of timestamp with time zone "
    "(migration 1.10), "
    "users.date_updated is timestamp without time zone instead of timestamp with time zone "
    "(migration 1.10) (42703)\ndetail: ";
const std::string hint =
    "\nhint: dunlin did not create these tables: `dunlin migrate baseline 1.03` records what they "
    "have, then `dunlin migrate up` adds the rest\n";

} // namespace

TEST_CASE_FIXTURE(plain_tables,
                  "what plain tables lack is named with the migrations that bring it") {
    for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
             {"widget", "list"},
             {"widget", "get", wrench_id},
             {"widget", "search", "steel"},
             {"widget", "report", "rank"},
             {"widget", "update", wrench_id, "--name", "x"},
             {"widget", "create", "--user", admin_id, "--name", "x", "--category", "y"}}) {
        CAPTURE(line[1]);
        const auto refused = run(line);
        CHECK(refused.exit_code == 1);
        CHECK(refused.err.starts_with(problems + "column "));
        CHECK(refused.err.ends_with(" does not exist" + hint));
    }
}

TEST_CASE_FIXTURE(plain_tables,
                  "plain tables become those of dunlin by a baseline and migrate up") {
    const auto folder = source_path("migrations");
    CHECK(run({"migrate", "baseline", "1.03", "-m", folder}).exit_code == 0);
    const auto up = run({"migrate", "up", "-m", folder});
    CHECK_MESSAGE(up.exit_code == 0, up.err);
    CHECK(run({"widget", "search", "steel", "-o", "csv", "--columns",
               "name,description,is_active,tags,date_created"})
              .out == "name,description,is_active,tags,date_created\n"
                      "Wrench,of steel,true,{},2026-01-02T08:30:00Z\n");
    CHECK(run({"user", "list", "-o", "csv", "--columns", "date_created"}).out ==
          "date_created\n2026-01-01T12:00:00Z\n");
    CHECK(run({"widget", "update", wrench_id, "--add-tag", "new", "--part", "Jaw=1"}).exit_code ==
          0);
}

TEST_CASE("a database of an older dunlin is told what to apply") {
    const test_database database;
    const auto run = [&](const std::vector<std::string>& arguments) {
        return run_program(arguments, {.environment = {{"DUNLIN_DATABASE", database.url()}}});
    };
    CHECK(run({"migrate", "up", "--to", "1.05", "-m", source_path("migrations")}).exit_code == 0);
    CHECK(run({"widget", "list"})
              .err.starts_with("error: the tables are not those of the newest migration: "
                               "widgets.description is missing (migration 1.06), "
                               "widgets.is_active is missing (migration 1.07) (42703)\n"
                               "detail: column \"description\" does not exist\n"
                               "hint: `dunlin migrate up` applies these migrations\n"));
}

TEST_CASE("tables of another program, and those of another schema, are not called unmigrated") {
    const test_database database;
    const auto run = [&](const std::vector<std::string>& arguments) {
        return run_program(arguments, {.environment = {{"DUNLIN_DATABASE", database.url()}}});
    };
    const auto hint_of = [&](const std::vector<std::string>& arguments) {
        const std::string text = run(arguments).err;
        return text.substr(std::min(text.find("hint: "), text.size()));
    };
    dunlin::sqldb::connection db(database.config());
    CHECK(hint_of({"widget", "list"}) ==
          "hint: `dunlin migrate up` creates the tables of widgets and users\n");
    db.run_script("CREATE TABLE users (id int); CREATE TABLE widgets (id int)");
    for (const auto* noun : {"widget", "user"}) {
        CHECK(hint_of({noun, "list"})
                  .starts_with("hint: a table of another program has this name: connect to another "
                               "database, or choose another schema"));
    }
    db.run_script("CREATE SCHEMA app; ALTER TABLE users SET SCHEMA app;"
                  "ALTER TABLE widgets SET SCHEMA app");
    CHECK(hint_of({"widget", "list"})
              .starts_with("hint: schema \"app\" has such tables, but is not in the search path"));
}
