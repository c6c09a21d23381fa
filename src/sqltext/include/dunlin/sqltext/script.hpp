// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/statement.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// A part of a script in the form in which psql would run it: a statement, and for
/// `COPY ... FROM STDIN` the lines of data that follow it.
struct script_part {
    statement sql;
    /// The data lines after a COPY FROM STDIN, up to the line `\.`, which is not included.
    bool has_copy_data = false;
    std::size_t data_begin = 0;
    std::size_t data_end = 0;
};

/// Reads a script that may hold inline COPY data, as pg_dump writes it. The lines `\restrict KEY`
/// and `\unrestrict KEY` of pg_dump are passed over. Any other psql command (a backslash outside
/// quotes and comments), COPY ... FROM STDIN without a closing line `\.` and anything but a comment
/// behind its `;` on the same line are error(config) with file, line and column.
std::vector<script_part> read_script(std::string_view script, std::string_view file);

} // namespace dunlin::sqltext
