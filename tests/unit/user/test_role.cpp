// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/user/role.hpp>

#include <doctest/doctest.h>

using namespace dunlin::user;

TEST_CASE("roles are read in either case, and each stands once") {
    CHECK(parse_roles({"user", "ADMIN", "User"}) == std::vector<role>{role::user, role::admin});
    CHECK(to_strings({role::admin}) == std::vector<std::string>{"ADMIN"});
}

TEST_CASE("an unknown role and no role at all are refused") {
    CHECK_THROWS_WITH_AS((void)parse_role("root"),
                         "role: unknown role \"root\" (valid: ADMIN, USER)", dunlin::error);
    CHECK_THROWS_AS((void)parse_roles({}), dunlin::error);
}
