// SPDX-License-Identifier: MIT
// --role NAME: every session of a verb works as that role, whatever scripts do to theirs.
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>
#include <unistd.h>

#include <string>
#include <vector>

using namespace dunlin;
using namespace dunlin::test;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A database, and a role with an odd name that may make things in it.
class scene {
public:
    scene() : role("dunlin \"role\" " + std::to_string(::getpid())), db_(database_.config()) {
        const std::string quoted = db_.quote_identifier(role);
        db_.run_script("CREATE ROLE " + quoted + "; GRANT CREATE ON DATABASE " +
                       db_.quote_identifier(database_.name()) + " TO " + quoted +
                       "; GRANT CREATE ON SCHEMA public TO " + quoted);
    }
    ~scene() {
        const std::string quoted = db_.quote_identifier(role);
        db_.run_script("DROP OWNED BY " + quoted + "; DROP ROLE " + quoted);
    }
    scene(const scene&) = delete;
    scene& operator=(const scene&) = delete;

    outcome run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--role", role, "-d", database_.url()});
        return run_program(arguments, {.folder = folder.path()});
    }
    /// Names of the relations and schemas in those schemas that belong to the role, or do not.
    std::string owned(bool by_role) {
        return sqldb::query_value<std::string>(
            db_,
            "SELECT coalesce(string_agg(name, ' ' ORDER BY name), '') FROM ("
            "SELECT relname::text AS name, relowner AS owner FROM pg_class "
            "WHERE relkind IN ('r', 'i') AND relnamespace IN "
            "(SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'dunlin')) "
            "UNION ALL SELECT 'schema ' || nspname, nspowner FROM pg_namespace "
            "WHERE nspname = 'dunlin') AS all_of_them "
            "WHERE (pg_get_userbyid(owner) = :role) = :by_role AND name !~ '_(pkey|check)$'",
            {{"role", role}, {"by_role", by_role}});
    }
    std::string ask(const std::string& sql) { return std::string(db_.run(sql, {})[0].text(0)); }

    std::string role;
    temporary_folder folder;

private:
    test_database database_;
    sqldb::connection db_;
};

} // namespace

TEST_CASE("migrations and the ledger belong to the role, also after scripts that leave it") {
    scene here;
    here.folder.write("migrations/1_a.sql", "CREATE TABLE a ();\n");
    here.folder.write("migrations/2_b.sql", "RESET ROLE; CREATE TABLE not_b ();\n");
    here.folder.write("migrations/3_c.sql", "CREATE TABLE c ();\n");
    here.folder.write("migrations/4_d.sql", "RESET ALL; CREATE TABLE d ();\n"
                                            "SET SESSION AUTHORIZATION DEFAULT;\n"
                                            "CREATE TABLE not_d ();\n");
    here.folder.write("migrations/5_e.sql", "CREATE TABLE e ();\n");
    here.folder.write("migrations/6_f.sql", "-- dunlin:no-transaction\n"
                                            "CREATE TABLE f (x int);\n"
                                            "CREATE INDEX CONCURRENTLY f_x ON f (x);\n"
                                            "SET ROLE NONE;\n"
                                            "CREATE TABLE not_f ();\n"
                                            "-- dunlin:down\nDROP TABLE f; DROP TABLE not_f;\n");
    here.folder.write("migrations/7_g.sql", "CREATE TABLE g ();\n"
                                            "-- dunlin:down\nDROP TABLE g;\n");
    const auto up = here.run({"migrate", "up"});
    REQUIRE_MESSAGE(up.exit_code == 0, up.err);
    CHECK(here.owned(false) == "not_b not_d not_f");
    for (const char* name :
         {"a", "c", "d", "e", "f", "f_x", "g", "migrations", "steps", "events", "schema dunlin"}) {
        CHECK_MESSAGE(contains(" " + here.owned(true) + " ", " " + std::string(name) + " "), name);
    }
    CHECK(here.run({"status", "--check"}).exit_code == 0);
    const auto down = here.run({"migrate", "down", "--yes"});
    CHECK_MESSAGE(down.exit_code == 0, down.err);
    CHECK(here.run({"status", "--check"}).exit_code == 3);
}

TEST_CASE("a failure is recorded as the role, also when the script has left it") {
    scene here;
    here.folder.write("migrations/1_a.sql", "-- dunlin:no-transaction\n"
                                            "CREATE TABLE a ();\nSET ROLE NONE;\n"
                                            "VACUUM no_such_table;\n");
    CHECK(here.run({"migrate", "up"}).exit_code == 1);
    CHECK(here.ask("SELECT count(*) FROM dunlin.events WHERE action = 'fail'") == "1");
}

TEST_CASE("query, seed and db verbs work as the role") {
    scene here;
    CHECK(contains(here.run({"query", "SELECT current_user AS role", "-o", "ndjson"}).out,
                   R"(dunlin \"role\" )"));
    REQUIRE(here.run({"query", "--write",
                      "CREATE TABLE birds (name text, by text DEFAULT "
                      "current_user)"})
                .exit_code == 0);
    here.folder.write("seed/birds.csv", "name\ndunlin\n");
    const auto seeded = here.run({"seed", "apply", "--yes"});
    CHECK_MESSAGE(seeded.exit_code == 0, seeded.err);
    CHECK(here.ask("SELECT by FROM birds") == here.role);
    CHECK(here.run({"db", "ping"}).exit_code == 0);
}

TEST_CASE("a role that does not exist, or is not the user's, is exit code 6 and named") {
    const test_database database;
    const std::string login = "dunlin_login_" + std::to_string(::getpid());
    sqldb::connection db(database.config());
    db.run_script("CREATE ROLE " + login + " LOGIN");
    for (const char* verb : {"ping", "wait"}) {
        const auto missing =
            run_program({"db", verb, "-d", database.url(), "--role", "no such role"});
        CHECK(missing.exit_code == 6);
        CHECK(contains(missing.err, "cannot set the role \"no such role\""));
        CHECK(contains(missing.err, "does not exist"));
        CHECK_FALSE(contains(missing.err, "pg_hba.conf"));
    }
    const auto owner = sqldb::query_value<std::string>(db, "SELECT current_user::text");
    const auto strange =
        run_program({"db", "ping", "-d", with_user(database.url(), login), "--role", owner});
    CHECK(strange.exit_code == 6);
    CHECK(contains(strange.err, "permission denied to set role \"" + owner + "\""));
    db.run_script("DROP ROLE " + login);
}

TEST_CASE("where a verb has a --role of its own, the database's stands before the verb") {
    scene here;
    const auto run = run_program({"--role", "no such role", "user", "list", "--role", "ADMIN", "-d",
                                  here.folder.path().string()});
    CHECK(run.exit_code != 0);
    const auto read = run_program(
        {"--role", "no such role", "user", "list", "--role", "ADMIN", "-d", server_url()});
    CHECK(read.exit_code == 6);
    CHECK(contains(read.err, "cannot set the role \"no such role\""));
}

TEST_CASE("a plan as a script for psql takes on the role, and again after each migration") {
    scene here;
    here.folder.write("migrations/1_a.sql", "CREATE TABLE a ();\n");
    here.folder.write("migrations/2_b.sql", "RESET ROLE; CREATE TABLE not_b ();\n");
    const auto plan = here.run({"migrate", "plan", "--sql"});
    CHECK_MESSAGE(plan.exit_code == 0, plan.err);
    const std::string set = "SET ROLE \"dunlin \"\"role\"\" ";
    const auto first = plan.out.find(set);
    REQUIRE(first != std::string::npos);
    CHECK(first < plan.out.find("CREATE"));
    const auto second = plan.out.find(set, plan.out.find("CREATE TABLE a"));
    CHECK(second < plan.out.find("CREATE TABLE not_b"));
    CHECK(plan.out.find(set, plan.out.find("CREATE TABLE not_b")) != std::string::npos);
}
