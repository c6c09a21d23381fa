// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/user/role.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::user {
namespace {

std::string to_upper(std::string_view text) {
    std::string upper(text);
    for (char& c : upper) {
        if (c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
    }
    return upper;
}

} // namespace

std::string_view to_string(role role) noexcept {
    return role == role::admin ? "ADMIN" : "USER";
}

role parse_role(std::string_view text) {
    const std::string name = to_upper(text);
    for (const role known : {role::admin, role::user}) {
        if (name == to_string(known)) {
            return known;
        }
    }
    throw error(error_kind::usage,
                fmt::format("role: unknown role \"{}\" (valid: ADMIN, USER)", text));
}

std::vector<role> parse_roles(const std::vector<std::string>& texts) {
    std::vector<role> roles;
    for (const auto& text : texts) {
        const role parsed = parse_role(text);
        if (std::find(roles.begin(), roles.end(), parsed) == roles.end()) {
            roles.push_back(parsed);
        }
    }
    if (roles.empty()) {
        throw error(error_kind::usage, "roles: at least one is required");
    }
    return roles;
}

std::vector<std::string> to_strings(const std::vector<role>& roles) {
    std::vector<std::string> texts;
    texts.reserve(roles.size());
    for (const role role : roles) {
        texts.emplace_back(to_string(role));
    }
    return texts;
}

} // namespace dunlin::user
