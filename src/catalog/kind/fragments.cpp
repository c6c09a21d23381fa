// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

std::string storage_parameters(std::string_view array, std::string_view prefix) {
    constexpr auto sql = R"((SELECT string_agg(format('{}%s=%L', split_part(o, '=', 1),
                                   substr(o, strpos(o, '=') + 1)), ', ' ORDER BY place)
                FROM unnest({}) WITH ORDINALITY AS options (o, place)))";
    return fmt::format(sql, prefix, array);
}

std::string foreign_options(std::string_view array) {
    constexpr auto sql = R"((SELECT string_agg(format('%I %L', split_part(o, '=', 1),
                                   substr(o, strpos(o, '=') + 1)), ', ' ORDER BY place)
                FROM unnest({}) WITH ORDINALITY AS options (o, place)
               WHERE split_part(o, '=', 1) !~* 'passw|secret|token|credential'))";
    return fmt::format(sql, array);
}

} // namespace dunlin::catalog
