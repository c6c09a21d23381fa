// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/user/email.hpp>

#include <doctest/doctest.h>

#include <string>

using dunlin::user::email;

TEST_CASE("an address is trimmed and put in lower case") {
    CHECK(email::parse(" Ada.Lovelace+x@Example.COM ").text() == "ada.lovelace+x@example.com");
    CHECK(email::parse("o'hara@localhost").text() == "o'hara@localhost");
}

TEST_CASE("what is no address is refused") {
    for (const std::string& text :
         {std::string(), std::string("ada"), std::string("@example.com"), std::string("ada@"),
          std::string("a b@example.com"), std::string("ada@-x.com"), std::string("ada@x..com"),
          std::string("ada@x.com."), std::string("ada@@x.com"), std::string("a\xC3\xA4@x.com"),
          std::string("ada@x.com\nbcc:y"), std::string(65, 'a') + "@x.com",
          "a@" + std::string(64, 'b') + ".com"}) {
        CAPTURE(text);
        CHECK_THROWS_AS((void)email::parse(text), dunlin::error);
    }
}
