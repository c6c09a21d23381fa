// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/label.hpp>

namespace dunlin::user {

struct name_rule {
    static constexpr std::string_view field = "name";
    static constexpr std::size_t longest = 100;
};
/// What a user is called: 1 to 100 characters.
using name = label<name_rule>;

struct department_rule {
    static constexpr std::string_view field = "department";
    static constexpr std::size_t longest = 100;
};
/// Where a user works: 1 to 100 characters.
using department = label<department_rule>;

} // namespace dunlin::user
