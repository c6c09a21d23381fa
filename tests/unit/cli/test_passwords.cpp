// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <passwords.hpp>

#include <array>
#include <string>

namespace {

std::string masked(std::string argument) {
    std::string program = "dunlin";
    std::array<char*, 2> arguments{program.data(), argument.data()};
    dunlin::cli::mask_passwords(2, arguments.data());
    return argument.c_str();
}

} // namespace

TEST_CASE("the password in an argument is overwritten, and what follows it is kept") {
    CHECK(masked("--database=postgres://u:s3cret@h/d") == "--database=postgres://u:***@h/d");
    CHECK(masked("host=h password=s3cret") == "host=h password=***");
}

TEST_CASE("a very short password is overwritten too, and the argument does not become longer") {
    const std::string argument = masked("postgres://u:x@h/d");
    CHECK(argument.find('x') == std::string::npos);
    CHECK(argument.size() == std::string("postgres://u:x@h/d").size());
}

TEST_CASE("an argument without a password is not changed") {
    CHECK(masked("postgres://u@h/d") == "postgres://u@h/d");
    CHECK(masked("select 'a:b@c'") == "select 'a:b@c'");
}
