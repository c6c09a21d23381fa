// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

// Most arrays are NULL, and a subquery costs more than the question.

std::string storage_parameters(std::string_view array, std::string_view prefix) {
    constexpr auto sql =
        R"(CASE WHEN {1} IS NOT NULL THEN (SELECT string_agg(format('{0}%s=%L', split_part(o, '=', 1),
                                   substr(o, strpos(o, '=') + 1)), ', ' ORDER BY place)
                FROM unnest({1}) WITH ORDINALITY AS options (o, place)) END)";
    return fmt::format(sql, prefix, array);
}

std::string foreign_options(std::string_view array) {
    constexpr auto sql =
        R"(CASE WHEN {0} IS NOT NULL THEN (SELECT string_agg(format('%I %L', split_part(o, '=', 1),
                                   substr(o, strpos(o, '=') + 1)), ', ' ORDER BY place)
                FROM unnest({0}) WITH ORDINALITY AS options (o, place)
               WHERE split_part(o, '=', 1) !~* 'passw|secret|token|credential') END)";
    return fmt::format(sql, array);
}

} // namespace dunlin::catalog
