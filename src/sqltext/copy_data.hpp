// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dunlin::sqltext {

/// The inline data of a COPY ... FROM STDIN, as byte offsets into the script.
struct copy_data {
    std::size_t begin = 0;
    std::size_t end = 0;    ///< the start of the line `\.`
    std::size_t resume = 0; ///< after that line
};

/// The data that begins on the line below `after`, the offset after the statement's `;`. nullopt
/// when no line `\.` follows.
std::optional<copy_data> find_copy_data(std::string_view script, std::size_t after);

/// The end of the line at `from`, without its line end.
std::size_t line_end(std::string_view text, std::size_t from) noexcept;

/// Whether a psql command, given without its backslash, is one of the two that enclose pg_dump's
/// scripts: \restrict KEY and \unrestrict KEY.
bool is_dump_fence(std::string_view command) noexcept;

} // namespace dunlin::sqltext
