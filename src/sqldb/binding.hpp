// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {

/// A statement with `$1`, `$2` ... and the values in that order. The values are C strings owned by
/// the `parameters` object; nullptr is NULL.
struct bound_statement {
    std::string sql;
    std::vector<const char*> values;
};

/// Throws error(usage) when the names in the statement and the values differ, and for a NUL byte,
/// at which the protocol would truncate a text or value. No message contains a value.
bound_statement bind(std::string_view sql, const parameters& values);

/// Throws error(usage) for a NUL byte in the text of a statement.
void refuse_nul(std::string_view sql);

/// Maps a position (in characters, from 1) in `sent`, which has `$1` for parameters, to the
/// position in `original`, which has `:name`. A position inside a parameter maps to its colon.
std::size_t original_position(std::string_view original, std::string_view sent,
                              std::size_t position) noexcept;

} // namespace dunlin::sqldb
