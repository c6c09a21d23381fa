// SPDX-License-Identifier: MIT
#include <dunlin/sqltext/secrets.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dunlin::sqltext;

TEST_CASE("names of secrets are known by a part or by their end") {
    for (const auto* name : {"password", "PASSWORD", "password_digest", "user_password", "passwd",
                             "token", "api_tokens", "Access_Token", "secret", "client_secret",
                             "password_hash", "pin_hash", "PIN_HASH"}) {
        CHECK(is_secret_name(name));
    }
    for (const auto* name : {"name", "hash", "hash_value", "pass", "tok", "secre", "hashes", ""}) {
        CHECK_FALSE(is_secret_name(name));
    }
    CHECK(has_secret_name("lower((api_token)::text)"));
    CHECK_FALSE(has_secret_name("id, name"));
}

TEST_CASE("PASSWORD's literal is masked in every spelling, and nothing else of its statement") {
    for (const std::string literal :
         {"'s3cret'", "E's3\\'cret'", "e's3cret'", "U&'s3cret'", "$$s3cret$$", "$x$s3 $$ cret$x$",
          "'s3''cret'", "'s3'\n  'cret'", "'s3;cret'"}) {
        CAPTURE(literal);
        for (const std::string before :
             {"CREATE ROLE app LOGIN PASSWORD ", "ALTER USER app WITH ENCRYPTED PASSWORD ",
              "create user app password\n", "ALTER ROLE app /* to */ PASSWORD -- this\n ",
              "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'u', password "}) {
            const std::string after = " VALID UNTIL '2030-01-01'; SELECT 'shown'";
            CHECK(hide_secrets(before + literal + after) == before + "'***'" + after);
        }
    }
}

TEST_CASE("other spellings hide more, and never less") {
    CHECK(hide_secrets("create user app password's3cret'") == "create user app password'***'");
    CHECK(hide_secrets("ALTER ROLE a PASSWORD N's3cret' VALID UNTIL 'x'") ==
          "ALTER ROLE a PASSWORD N'***' VALID UNTIL '***'");
}

TEST_CASE("where a secret is a column or stands in a literal, every literal is masked") {
    CHECK(
        hide_secrets("INSERT INTO users (name, password_hash) VALUES ('ada', 'x'), ('b', $$y$$)") ==
        "INSERT INTO users (name, password_hash) VALUES ('***', '***'), ('***', '***')");
    CHECK(hide_secrets("UPDATE t SET \"Api Token\" = E'x' WHERE id = 7; SELECT 'shown'") ==
          "UPDATE t SET \"Api Token\" = '***' WHERE id = 7; SELECT 'shown'");
    CHECK(hide_secrets("SELECT set_config('app.secret', 'x', false)") ==
          "SELECT set_config('***', '***', false)");
    CHECK(hide_secrets("CREATE SUBSCRIPTION s CONNECTION 'host=h password=x' PUBLICATION p") ==
          "CREATE SUBSCRIPTION s CONNECTION '***' PUBLICATION p");
    CHECK(hide_secrets("ALTER ROLE a PASSWORD NULL VALID UNTIL 'x'") ==
          "ALTER ROLE a PASSWORD NULL VALID UNTIL '***'");
}

TEST_CASE("bodies in dollars are looked into") {
    CHECK(hide_secrets("DO $$BEGIN ALTER ROLE a PASSWORD 'x'; PERFORM 'shown'; END$$") ==
          "DO $$BEGIN ALTER ROLE a PASSWORD '***'; PERFORM 'shown'; END$$");
    CHECK(hide_secrets("DO $a$BEGIN EXECUTE $b$ALTER ROLE a PASSWORD $$x$$$b$; END$a$") ==
          "DO $a$BEGIN EXECUTE $b$ALTER ROLE a PASSWORD '***'$b$; END$a$");
}

TEST_CASE("a text that cannot be scanned hides all behind the first name of a secret") {
    CHECK(hide_secrets("SELECT 'shown'; ALTER ROLE a PASSWORD 'x") ==
          "SELECT 'shown'; ALTER ROLE a PASSWORD '***'");
    CHECK(hide_secrets("SELECT 'open") == "SELECT 'open");
}

TEST_CASE("a placeholder's name is no secret") {
    for (const auto* text : {"SELECT '${password}', ${api_token}, 'a'", "SELECT 'a' || '${x'"}) {
        CHECK(hide_secrets(text) == text);
    }
    CHECK(hide_secrets("ALTER ROLE ${role} PASSWORD '${pw}s3cret'") ==
          "ALTER ROLE ${role} PASSWORD '***'");
}

TEST_CASE("texts without secrets stay as they are") {
    for (const auto* text : {"", "SELECT 'a', $$b$$", "-- password\nSELECT 'a'",
                             "CREATE TABLE users (password_hash text NOT NULL)"}) {
        CHECK(hide_secrets(text) == text);
        CHECK(secret_values(text).empty());
    }
}

TEST_CASE("a line is masked as its statement wants it, and the column goes along") {
    auto shown = hide_secrets_in_line("ALTER ROLE a PASSWORD 's3cret' VALID UNTIL 'x'", 44);
    CHECK(shown.text == "ALTER ROLE a PASSWORD '***' VALID UNTIL 'x'");
    CHECK(shown.column == 41);
    shown = hide_secrets_in_line("ALTER ROLE a PASSWORD 's3cret' NONSENSE", 7);
    CHECK(shown.column == 7);
    // Within the secret: at its beginning.
    shown = hide_secrets_in_line("ALTER ROLE a PASSWORD 's3cret' NONSENSE", 27);
    CHECK(shown.column == 23);
    // Characters, not bytes.
    shown = hide_secrets_in_line("ALTER ROLE \"\xC3\xA4\xC3\xB6\" PASSWORD 's3cret' x", 36);
    CHECK(shown.column == 33);
    const std::string statement = "ALTER ROLE a PASSWORD\n  's3cret' VALID UNTIL 'x'";
    shown = hide_secrets_in_line("  's3cret' VALID UNTIL 'x'", 12, statement);
    CHECK(shown.text == "  '***' VALID UNTIL 'x'");
    CHECK(shown.column == 9);
    shown = hide_secrets_in_line("cret' VALID", 1, "ALTER ROLE a PASSWORD 's3\ncret' VALID");
    CHECK(shown.text == "'***' VALID");
    // The line holds more than the statement.
    shown = hide_secrets_in_line("'s3cret' NONSENSE; SELECT 'x'; ALTER ROLE b PASSWORD 's3cret'",
                                 10, "ALTER ROLE a PASSWORD\n's3cret' NONSENSE");
    CHECK(shown.text == "'***' NONSENSE; SELECT 'x'; ALTER ROLE b PASSWORD '***'");
    CHECK(shown.column == 7);
    CHECK(hide_secrets_in_line("SELECT 'a'", 0).column == 0);
}

TEST_CASE("a secret's value is what a server would repeat") {
    CHECK(secret_values("ALTER ROLE a PASSWORD 'it''s'") == std::vector<std::string>{"it's"});
    CHECK(secret_values("ALTER ROLE a PASSWORD E'it\\'s'") == std::vector<std::string>{"it's"});
    CHECK(secret_values("ALTER ROLE a PASSWORD $x$it's$x$") == std::vector<std::string>{"it's"});
}
