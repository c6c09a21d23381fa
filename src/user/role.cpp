// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/user/role.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::user {
namespace {

std::string in_capitals(std::string_view text) {
    std::string capitals(text);
    for (char& c : capitals) {
        if (c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
    }
    return capitals;
}

} // namespace

std::string_view to_string(role one) noexcept {
    return one == role::admin ? "ADMIN" : "USER";
}

role parse_role(std::string_view text) {
    const std::string word = in_capitals(text);
    for (const role one : {role::admin, role::user}) {
        if (word == to_string(one)) {
            return one;
        }
    }
    throw error(error_kind::usage,
                fmt::format("role: there is no role \"{}\"; there are ADMIN, USER", text));
}

std::vector<role> parse_roles(const std::vector<std::string>& texts) {
    std::vector<role> roles;
    for (const auto& text : texts) {
        const role one = parse_role(text);
        if (std::find(roles.begin(), roles.end(), one) == roles.end()) {
            roles.push_back(one);
        }
    }
    if (roles.empty()) {
        throw error(error_kind::usage, "roles: at least one is needed");
    }
    return roles;
}

std::vector<std::string> to_strings(const std::vector<role>& roles) {
    std::vector<std::string> texts;
    texts.reserve(roles.size());
    for (const role one : roles) {
        texts.emplace_back(to_string(one));
    }
    return texts;
}

} // namespace dunlin::user
