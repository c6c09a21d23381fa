// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/statement.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// A part of a script as psql would run it: a statement, and for `COPY ... FROM STDIN` the data
/// that follows it.
struct script_part {
    statement sql;
    /// The data after a COPY FROM STDIN, as byte offsets, without the line `\.` that ends it.
    bool has_copy_data = false;
    std::size_t data_begin = 0;
    std::size_t data_end = 0;
};

/// Reads a script that may contain inline COPY data, as pg_dump writes it. Skips pg_dump's lines
/// `\restrict KEY` and `\unrestrict KEY`. Throws error(config) with file, line and column for any
/// other psql command (a backslash outside quotes and comments), for a COPY ... FROM STDIN without
/// a closing line `\.`, and for anything but a comment after its `;` on the same line.
std::vector<script_part> read_script(std::string_view script, std::string_view file);

} // namespace dunlin::sqltext
