// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/short_text.hpp>

namespace dunlin::user {

struct name_rule {
    static constexpr std::string_view field = "name";
    static constexpr std::size_t max_length = 100;
};
/// The name of a user: 1 to 100 characters.
using name = short_text<name_rule>;

struct department_rule {
    static constexpr std::string_view field = "department";
    static constexpr std::size_t max_length = 100;
};
/// The department of a user: 1 to 100 characters.
using department = short_text<department_rule>;

} // namespace dunlin::user
