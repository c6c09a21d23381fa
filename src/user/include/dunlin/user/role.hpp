// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::user {

enum class role { admin, user };

/// "ADMIN", "USER".
std::string_view to_string(role role) noexcept;

/// Case-insensitive. Throws error(usage) that lists the roles.
role parse_role(std::string_view text);

/// Repeated roles count once. Throws error(usage) for an unknown role and for an empty list.
std::vector<role> parse_roles(const std::vector<std::string>& texts);

std::vector<std::string> to_strings(const std::vector<role>& roles);

} // namespace dunlin::user
