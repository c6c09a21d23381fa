// SPDX-License-Identifier: MIT
#include <dunlin/base/digest.hpp>

#include <doctest/doctest.h>

#include <string>
#include <thread>

TEST_CASE("digests match the published test vectors") {
    CHECK(dunlin::sha256("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(dunlin::md5("") == "d41d8cd98f00b204e9800998ecf8427e");
    CHECK(dunlin::sha1("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(dunlin::crc32("123456789") == 0xCBF43926U);
}

TEST_CASE("a digest does not depend on those before it, nor on other threads") {
    const std::string expected = dunlin::sha256("abc");
    std::string elsewhere;
    std::thread other([&] {
        dunlin::sha256("something else");
        elsewhere = dunlin::sha256("abc");
    });
    dunlin::sha256("another");
    CHECK(dunlin::sha256("abc") == expected);
    other.join();
    CHECK(elsewhere == expected);
}

TEST_CASE("a digest over pieces equals the digest of the whole") {
    dunlin::sha256_stream stream;
    stream.update("a");
    stream.update("bc");
    CHECK(stream.finish() == dunlin::sha256("abc"));
}
