// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <passwords.hpp>

#include <array>
#include <string>

using dunlin::cli::redact;

TEST_CASE("the password of a URL is replaced, its other parts stay") {
    CHECK(redact("postgres://app:s3cret@db:5432/app?sslmode=require") ==
          "postgres://app:***@db:5432/app?sslmode=require");
    CHECK(redact("postgres://app@db/app") == "postgres://app@db/app");
    CHECK(redact("postgres://db:5432/app") == "postgres://db:5432/app");
}

TEST_CASE("a password with an unescaped @ or / is replaced whole") {
    CHECK(redact("postgres://app:p@ss@db/app") == "postgres://app:***@db/app");
    CHECK(redact("postgres://app:p/w@db/app") == "postgres://app:***@db/app");
}

TEST_CASE("a password in the query of a URL or in a key=value string is replaced") {
    CHECK(redact("postgres://db/app?password=x&user=y") == "postgres://db/app?password=***&user=y");
    CHECK(redact("host=db password=x dbname=app") == "host=db password=*** dbname=app");
    CHECK(redact("password = 'a b\\'c' host=db") == "password = *** host=db");
    CHECK(redact("sslpassword=x") == "sslpassword=***");
}

TEST_CASE("text without a password stays as it is") {
    CHECK(redact("password authentication failed for user \"app\"") ==
          "password authentication failed for user \"app\"");
    CHECK(redact("see https://example.org/a:b") == "see https://example.org/a:b");
}

TEST_CASE("two URLs in one text both lose their passwords") {
    CHECK(redact("a postgres://u:1@h/d b postgres://u:2@h/d") ==
          "a postgres://u:***@h/d b postgres://u:***@h/d");
}

TEST_CASE("arguments are overwritten in place, letter by letter") {
    std::string program = "dunlin";
    std::string database = "--database=postgres://u:pw@h/d";
    std::array<char*, 2> arguments{program.data(), database.data()};
    dunlin::cli::mask_arguments(2, arguments.data());
    CHECK(database == "--database=postgres://u:**@h/d");
}
