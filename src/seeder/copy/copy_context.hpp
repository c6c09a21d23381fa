// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// What the CONTEXT of an error in COPY FROM says: `COPY users, line 3, column age: "x"`. The words
/// between are in the server's language; only the numbers, commas and quotes are looked at.
struct copy_context {
    std::size_t line = 0; ///< from 1; 0: the error belongs to no line
    std::string column;   ///< empty: the row as a whole
    std::string value;    ///< the server's excerpt
};

copy_context read_copy_context(std::string_view context);

} // namespace dunlin::seeder
