// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/user/password.hpp>

#include <doctest/doctest.h>

#include <string>

using dunlin::user::password;
using dunlin::user::password_hash;

TEST_CASE("a password has 8 characters to 72 bytes, without control characters") {
    CHECK(password::parse("12345678").text() == "12345678");
    CHECK(password::parse(std::string(72, 'x')).text().size() == 72);
    for (const std::string& text :
         {std::string("1234567"), std::string(73, 'x'), std::string("12345678\n"),
          std::string("1234567\0", 8), std::string("12345678\xFF")}) {
        CHECK_THROWS_AS((void)password::parse(text), dunlin::error);
    }
}

TEST_CASE("no message holds the password") {
    try {
        (void)password::parse("s3cret");
        FAIL("no error");
    } catch (const dunlin::error& problem) {
        CHECK(problem.message() == "password: must have at least 8 characters");
    }
}

TEST_CASE("a hash matches its password and no other, and never repeats") {
    const auto hash = password_hash::make(password::parse("correct horse"), 4);
    CHECK(hash.text().starts_with("$2b$04$"));
    CHECK(hash.matches("correct horse"));
    CHECK_FALSE(hash.matches("correct hors"));
    CHECK(hash != password_hash::make(password::parse("correct horse"), 4));
}

TEST_CASE("the hashes of the default seed set are those of its documented password") {
    CHECK(password_hash::parse("$2b$10$T3EVmQQnpu9hWQBJNTC2aOELPYThk3xIn0N3X7Xnsx9UD54/1qxjm")
              .matches("dunlin-development"));
}

TEST_CASE("a cost out of range is refused") {
    CHECK_THROWS_WITH_AS((void)password_hash::make(password::parse("12345678"), 3),
                         "cost: must be from 4 to 16, not 3", dunlin::error);
    CHECK_THROWS_AS((void)password_hash::make(password::parse("12345678"), 17), dunlin::error);
}
