// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/short_text.hpp>

namespace dunlin::widget {

struct name_rule {
    static constexpr std::string_view field = "name";
    static constexpr std::size_t max_length = 100;
};
/// The name of a widget: 1 to 100 characters.
using name = short_text<name_rule>;

struct category_rule {
    static constexpr std::string_view field = "category";
    static constexpr std::size_t max_length = 100;
};
/// The category of a widget: 1 to 100 characters.
using category = short_text<category_rule>;

} // namespace dunlin::widget
