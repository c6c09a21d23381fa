// SPDX-License-Identifier: MIT
// What the server repeats of secrets.
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <string>
#include <vector>

using dunlin::sqldb::sql_error;
using dunlin::test::caught;

namespace {

constexpr auto tables = "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, pin int,"
                        " password_hash text UNIQUE CHECK (length(password_hash) > 3),"
                        " api_token uuid);"
                        "CREATE UNIQUE INDEX ON users (lower(password_hash));"
                        "CREATE TABLE parts (secret text) PARTITION BY LIST (secret);"
                        "CREATE VIEW short AS SELECT * FROM users WHERE pin < 10"
                        " WITH CHECK OPTION;"
                        "INSERT INTO users VALUES (1, 'ada', 1, 's3cret')";

std::string all_of(const sql_error& problem) {
    return problem.message() + "|" + problem.detail + "|" + problem.hint() + "|" + problem.context;
}

} // namespace

TEST_CASE("no error repeats a value of a column that holds secrets") {
    const dunlin::test::test_database database;
    dunlin::sqldb::connection db(database.config());
    db.run_script(tables);
    for (const std::string sql : {
             "INSERT INTO users (id, name, password_hash) VALUES (2, 'b', 's3cret')",
             "INSERT INTO users SELECT 2, 'b', 1, 's3' || 'cret'",
             "INSERT INTO users SELECT 2, 'b', 1, 'S3' || 'cret'",
             "INSERT INTO users (id, password_hash) SELECT 2, 'S3' || 'CRET'",
             "INSERT INTO short SELECT 2, 'b', 11, 'S3' || 'CRET'",
             "INSERT INTO parts SELECT 's3' || 'cret'",
             "ALTER ROLE nobody_there PASSWORD 's3cret' VALID UNTIL 's3cret'",
             "ALTER ROLE nobody_there PASSWORD 's3cret' 's3cret'",
             "ALTER ROLE nobody_there PASSWORD E's3cret' NONSENSE",
             "ALTER ROLE nobody_there ENCRYPTED NONSENSE PASSWORD $$s3cret$$",
             "UPDATE users SET api_token = 's3cret'",
             "DO $$BEGIN PERFORM set_config('app.password', 's3cret', false);"
             " RAISE 'got %', current_setting('app.password'); END$$",
         }) {
        CAPTURE(sql);
        for (const bool as_script : {false, true}) {
            const auto problem = caught<sql_error>([&] {
                if (as_script) {
                    db.run_script(sql);
                } else {
                    db.run(sql, {});
                }
            });
            const std::string shown = all_of(problem);
            CAPTURE(shown);
            CHECK(shown.find("s3cret") == std::string::npos);
            CHECK(shown.find("S3CRET") == std::string::npos);
        }
    }
    // A parameter's value is no literal.
    const auto problem = caught<sql_error>([&] {
        db.run("INSERT INTO users (id, name, password_hash) VALUES (2, 'b', :h)",
               {{"h", "s3cret"}});
    });
    CHECK(problem.detail == "Key (password_hash)=(***) already exists.");
    const auto row = caught<sql_error>([&] { db.run("INSERT INTO users (id) VALUES (2)", {}); });
    CHECK(row.detail == "Failing row contains (***).");
    const auto id =
        caught<sql_error>([&] { db.run("INSERT INTO users (id, name) VALUES (1, 'b')", {}); });
    CHECK(id.detail == "Key (id)=(1) already exists.");
}

TEST_CASE("no notice repeats a literal that is a secret") {
    const dunlin::test::test_database database;
    auto settings = database.config();
    std::vector<std::string> notices;
    settings.on_notice = [&](const dunlin::sqldb::notice& notice) {
        notices.push_back(notice.message + "|" + notice.detail + "|" + notice.hint);
    };
    dunlin::sqldb::connection db(settings);
    const std::string sql = "DO $$BEGIN PERFORM set_config('app.password', 's3cret', false);"
                            " RAISE NOTICE 'one %', current_setting('app.password');"
                            " RAISE WARNING 'two' USING DETAIL = 's3cret', HINT = 's3cret'; END$$";
    db.run_script(sql);
    db.run(sql, {});
    const std::vector<std::string> once{"one ***||", "two|***|***"};
    CHECK(notices == std::vector{once[0], once[1], once[0], once[1]});
    // A text of its own has secrets of its own.
    notices.clear();
    db.run_script("DO $$BEGIN RAISE NOTICE 's3cret'; END$$");
    CHECK(notices == std::vector<std::string>{"s3cret||"});
}

TEST_CASE("COPY repeats no value of a column that holds secrets") {
    const dunlin::test::test_database database;
    dunlin::sqldb::connection db(database.config());
    db.run_script(tables);
    const auto load = [&](const std::string& line) {
        return caught<sql_error>([&] {
            dunlin::sqldb::copy_in in(
                db, "COPY users (id, name, pin, password_hash, api_token) FROM STDIN (FORMAT csv)");
            in.write(line);
            in.finish();
        });
    };
    const auto secret = load("2,b,1,long,s3cret\n");
    CHECK(all_of(secret).find("s3cret") == std::string::npos);
    CHECK(secret.message() == "invalid input syntax for type uuid: \"***\"");
    CHECK(secret.context == "COPY users, line 1, column api_token: \"***\"");
    CHECK(all_of(load("1,b,1,s3cret,\n")).find("s3cret") == std::string::npos);
    CHECK(all_of(load("2,,1,s3cret,,\n")).find("s3cret") == std::string::npos);
    const auto plain = load("2,b,nine,long,\n");
    CHECK(plain.message() == "invalid input syntax for type integer: \"nine\"");
    CHECK(plain.context == "COPY users, line 1, column pin: \"nine\"");
}
