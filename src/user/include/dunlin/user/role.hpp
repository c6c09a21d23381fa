// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::user {

/// What a user may do.
enum class role { admin, user };

/// "ADMIN", "USER".
std::string_view to_string(role one) noexcept;

/// Reads a role in either case. Throws error(usage) that lists them.
role parse_role(std::string_view text);

/// Reads the roles of a user, each kept once. Throws error(usage) when there are none.
std::vector<role> parse_roles(const std::vector<std::string>& texts);

std::vector<std::string> to_strings(const std::vector<role>& roles);

} // namespace dunlin::user
