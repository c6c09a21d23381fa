// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

using dunlin::sqldb::connection;
using dunlin::test::caught;
using dunlin::test::outcome;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A database with a table of before, a project, and three roles with names that need quotes, which
/// go when it goes.
struct stage {
    std::optional<dunlin::test::test_database> database{std::in_place};
    dunlin::test::temporary_folder folder;
    std::string name = database->name();
    std::string prefix = name + " \"it's\" $dunlin$";

    stage() {
        connection db(database->config());
        db.run_script(
            "CREATE SCHEMA app; CREATE TABLE app.old (id serial PRIMARY KEY, n int);"
            "CREATE TYPE app.mood AS ENUM ('good'); CREATE VIEW app.seen AS SELECT 1 AS a;"
            "CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    }
    ~stage() {
        database.reset();
        dunlin::sqldb::config settings;
        settings.url = dunlin::test::server_url();
        connection db(settings);
        for (const char* ending : {"_owner", "_rw", "_ro"}) {
            db.run_script("DROP ROLE IF EXISTS " + db.quote_identifier(prefix + ending));
        }
    }
    stage(const stage&) = delete;
    stage& operator=(const stage&) = delete;

    [[nodiscard]] outcome run(std::vector<std::string> arguments,
                              const std::string& user = "") const {
        dunlin::test::surroundings where{.environment = {{"DUNLIN_DATABASE", database->url()}},
                                         .folder = folder.path()};
        if (!user.empty()) {
            where.environment["DUNLIN_DATABASE"] = dunlin::test::with_user(database->url(), user);
        }
        return dunlin::test::run_program(arguments, where);
    }
    [[nodiscard]] outcome roles(std::vector<std::string> more) const {
        std::vector<std::string> all{"db", "roles", "--schema", "app", "--prefix", prefix};
        all.insert(all.end(), more.begin(), more.end());
        return run(all);
    }
    /// A session of one of the roles, with its own login.
    [[nodiscard]] connection as(const std::string& ending) const {
        auto settings = database->config();
        settings.user = prefix + ending;
        return connection(settings);
    }
    /// Everything that the catalog says of rights.
    [[nodiscard]] std::string rights() const {
        connection db(database->config());
        return dunlin::sqldb::query_value<std::string>(
            db, "SELECT string_agg(x, E'\n' ORDER BY x) FROM ("
                "SELECT concat('class ', relname, relowner, relacl) FROM pg_class "
                "WHERE relnamespace::regnamespace::text IN ('app', 'dunlin') UNION ALL "
                "SELECT concat('schema ', nspname, nspowner, nspacl) FROM "
                "pg_namespace UNION ALL "
                "SELECT concat('default ', defaclrole, defaclobjtype, defaclacl) FROM "
                "pg_default_acl UNION ALL "
                "SELECT concat('database ', datacl) FROM pg_database WHERE datname = "
                "current_database() UNION ALL "
                "SELECT concat('role ', rolname, rolcanlogin, rolsuper, rolcreaterole) FROM "
                "pg_roles WHERE rolname LIKE current_database() || '%') AS all_of(x)");
    }
};

/// Whether the session may do it; any other error than a refusal fails the test.
bool may(connection& db, const std::string& sql) {
    try {
        db.run_script("BEGIN; " + sql + "; ROLLBACK");
        return true;
    } catch (const dunlin::sqldb::sql_error& problem) {
        CHECK_MESSAGE(problem.sqlstate == "42501", sql, ": ", problem.message());
        db.run_script("ROLLBACK");
        return false;
    }
}

} // namespace

TEST_CASE("each role logs in and may do its own part and no more") {
    const stage s;
    REQUIRE(s.roles({"--login", "--apply"}).exit_code == 0);
    connection owner = s.as("_owner");
    connection writer = s.as("_rw");
    connection reader = s.as("_ro");
    owner.run_script("CREATE TABLE app.new (id int GENERATED ALWAYS AS IDENTITY, n int)");

    // What was there before, and what the owner made afterwards.
    for (const std::string table : {"app.old", "app.new"}) {
        CAPTURE(table);
        CHECK(may(owner, "ALTER TABLE " + table + " ADD more int"));
        CHECK(may(owner, "DROP TABLE " + table));
        CHECK(may(writer, "INSERT INTO " + table + " (n) VALUES (1)"));
        CHECK(may(writer, "UPDATE " + table + " SET n = 2"));
        CHECK(may(writer, "DELETE FROM " + table));
        CHECK(may(writer, "SELECT * FROM " + table));
        CHECK_FALSE(may(writer, "TRUNCATE " + table));
        CHECK_FALSE(may(writer, "ALTER TABLE " + table + " ADD more int"));
        CHECK_FALSE(may(writer, "DROP TABLE " + table));
        CHECK(may(reader, "SELECT * FROM " + table));
        CHECK_FALSE(may(reader, "INSERT INTO " + table + " (n) VALUES (1)"));
        CHECK_FALSE(may(reader, "UPDATE " + table + " SET n = 2"));
        CHECK_FALSE(may(reader, "DELETE FROM " + table));
    }
    CHECK(may(owner, "ALTER TYPE app.mood RENAME TO feeling"));
    CHECK(may(owner, "DROP VIEW app.seen; DROP FUNCTION app.one()"));
    for (connection* session : {&writer, &reader}) {
        CHECK_FALSE(may(*session, "CREATE TABLE app.mine ()"));
        CHECK_FALSE(may(*session, "CREATE SCHEMA mine"));
        CHECK_FALSE(may(*session, "CREATE ROLE mine"));
    }
    CHECK_FALSE(may(owner, "CREATE ROLE mine"));
    CHECK_FALSE(may(owner, "CREATE SCHEMA mine"));
}

TEST_CASE("the read-only role writes nowhere through a function, nor into temporary tables") {
    const stage s;
    connection admin(s.database->config());
    admin.run_script("CREATE FUNCTION app.add() RETURNS void LANGUAGE sql SECURITY DEFINER AS "
                     "'INSERT INTO app.old (n) VALUES (1)';"
                     "CREATE VIEW app.ones AS SELECT app.one() AS one;"
                     "CREATE AGGREGATE app.sum_of(int) (SFUNC = int4pl, STYPE = int);"
                     "CREATE PROCEDURE app.work(a int, INOUT b int) LANGUAGE sql AS 'SELECT a'");
    REQUIRE(s.roles({"--login", "--apply"}).exit_code == 0);
    connection owner = s.as("_owner");
    connection writer = s.as("_rw");
    connection reader = s.as("_ro");
    owner.run_script("CREATE FUNCTION app.later() RETURNS int LANGUAGE sql SECURITY DEFINER AS "
                     "'INSERT INTO app.old (n) VALUES (1) RETURNING n'");
    for (const auto* sql : {"SELECT app.add()", "SELECT app.later()", "CREATE TEMP TABLE t ()"}) {
        CAPTURE(sql);
        CHECK_FALSE(may(reader, sql));
        CHECK(may(writer, sql));
    }
    for (connection* session : {&reader, &writer}) {
        CHECK(may(*session, "SELECT one, app.sum_of(one) FROM app.ones GROUP BY 1"));
        CHECK(may(*session, "CALL app.work(1, 2)"));
    }
    // The second time what came since.
    owner.run_script("CREATE FUNCTION app.two() RETURNS int LANGUAGE sql AS 'SELECT 2'");
    CHECK_FALSE(may(reader, "SELECT app.two()"));
    REQUIRE(s.roles({"--login", "--apply"}).exit_code == 0);
    CHECK(may(reader, "SELECT app.two()"));
    CHECK_FALSE(may(reader, "SELECT app.later()"));
}

TEST_CASE("the owner migrates, the others see the status and cannot touch the ledger") {
    const stage s;
    REQUIRE(s.roles({"--login", "--apply"}).exit_code == 0);
    s.folder.write("migrations/1_first.sql", "CREATE TABLE app.t (n int);");
    const auto up = s.run({"migrate", "up"}, s.prefix + "_owner");
    CHECK_MESSAGE(up.exit_code == 0, up.err);
    for (const std::string ending : {"_rw", "_ro"}) {
        std::filesystem::remove(s.folder / "migrations/2_second.sql");
        const auto status = s.run({"status", "--check"}, s.prefix + ending);
        CHECK_MESSAGE(status.exit_code == 0, status.err);
        CHECK(!contains(status.err, "superuser"));
        connection db = s.as(ending);
        CHECK_FALSE(may(db, "DELETE FROM dunlin.migrations"));
        CHECK_FALSE(may(db, "INSERT INTO dunlin.events (action) VALUES ('x')"));
        s.folder.write("migrations/2_second.sql", "CREATE TABLE app.u (n int);");
        CHECK(s.run({"migrate", "up"}, s.prefix + ending).exit_code == 8);
        CHECK(may(db, "SELECT * FROM app.t"));
    }
}

TEST_CASE("the script changes nothing the second time, printed or applied") {
    const stage s;
    const auto printed = s.roles({});
    CHECK(printed.exit_code == 0);
    const std::string before = s.rights();
    CHECK(!contains(before, "it's"));
    connection db(s.database->config());
    db.run_script(printed.out);
    const std::string once = s.rights();
    CHECK(contains(once, "it's"));
    CHECK(s.roles({"--apply"}).exit_code == 0);
    CHECK(s.rights() == once);
    db.run_script(printed.out);
    CHECK(s.rights() == once);
    // Without --login nobody logs in as a role.
    CHECK(contains(once, "_ownerfff"));
    CHECK(s.roles({"--apply", "--login"}).exit_code == 0);
    CHECK(contains(s.rights(), "_ownertff"));
}

TEST_CASE("whoever owns the database and may create roles needs no superuser") {
    const stage s;
    const std::string admin = s.name + "_admin";
    connection db(s.database->config());
    db.run_script("CREATE ROLE " + admin + " LOGIN CREATEROLE; ALTER DATABASE " + s.name +
                  " OWNER TO " + admin);
    const auto run =
        s.run({"db", "roles", "--schema", "fresh", "--prefix", s.prefix, "--apply"}, admin);
    CHECK_MESSAGE(run.exit_code == 0, run.err);
    const auto again =
        s.run({"db", "roles", "--schema", "fresh", "--prefix", s.prefix, "--apply"}, admin);
    CHECK_MESSAGE(again.exit_code == 0, again.err);
    db.run_script("REASSIGN OWNED BY " + admin + " TO CURRENT_USER; DROP OWNED BY " + admin +
                  "; DROP ROLE " + admin);
}

TEST_CASE("names that cannot be are refused before anything runs") {
    const stage s;
    for (const std::vector<std::string>& more :
         {std::vector<std::string>{"--owner", std::string(64, 'x')},
          std::vector<std::string>{"--owner", "a\nDROP"},
          std::vector<std::string>{"--owner", "same", "--read-only", "same"},
          std::vector<std::string>{"--schema", ""}}) {
        const auto run = s.roles(more);
        CHECK(run.exit_code == 2);
        CHECK(run.out == "");
    }
}

TEST_CASE("as JSON the script comes with the roles' names") {
    const stage s;
    const auto run = s.run({"db", "roles", "-o", "json", "--owner", "o"});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "\"environment\":null,\"name\":\"" + s.name +
                                "\",\"for_schema\":\"public\",\"roles\":{\"owner\":\"o\","
                                "\"read_write\":\"" +
                                s.name + "_rw\",\"read_only\":\"" + s.name +
                                "_ro\"},\"applied\":false,\"sql\":\"-- Roles"));
}

TEST_CASE("a superuser is warned by migrate up and db roles, and not at every status") {
    const stage s;
    s.folder.write("migrations/1_first.sql", "CREATE TABLE app.t (n int);");
    CHECK(!contains(s.run({"status"}).err, "superuser"));
    CHECK(contains(s.run({"status", "-o", "json"}).out, "\"superuser\":true}"));
    const auto up = s.run({"migrate", "up"});
    CHECK(contains(up.err, "\nwarning: connected as a superuser: permissions are not checked; "
                           "`dunlin db roles` prints roles"));
    CHECK(!contains(s.run({"migrate", "up"}).err, "superuser"));
    const auto roles = s.roles({"--apply"});
    CHECK(contains(roles.err, "\nwarning: connected as a superuser: permissions are not checked; "
                              "migrate as " +
                                  s.prefix + "_owner\n"));
    CHECK(!contains(s.roles({}).err, "superuser"));
}
