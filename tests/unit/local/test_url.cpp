// SPDX-License-Identifier: MIT
#include <dunlin/local/server.hpp>

#include <doctest/doctest.h>

using dunlin::local::url_of;

TEST_CASE("a URL over a socket names the user, the database and the socket's folder") {
    CHECK(url_of("/run/user/7/dunlin/0a1b", "dunlin") ==
          "postgresql://postgres@/dunlin?host=/run/user/7/dunlin/0a1b");
}

TEST_CASE("what would end a part of the URL is percent-encoded") {
    CHECK(url_of("/tmp/a b&c=d", "x/y?z%\xc3\xa4") ==
          "postgresql://postgres@/x%2Fy%3Fz%25%C3%A4?host=/tmp/a%20b%26c%3Dd");
}
