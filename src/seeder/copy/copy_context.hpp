// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// The CONTEXT of an error in COPY FROM: `COPY users, line 3, column age: "x"`. Its words are in
/// the server's language, so the parser relies on digits, commas and quotes only.
struct copy_context {
    std::size_t line = 0; ///< from 1; 0: the error does not concern a line
    std::string column;   ///< empty: the row as a whole
    std::string value;    ///< the excerpt that the server shows
};

copy_context read_copy_context(std::string_view context);

} // namespace dunlin::seeder
