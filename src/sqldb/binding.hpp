// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {

/// A statement with `$1`, `$2` ... and the values in that order, each a C string owned by the
/// `parameters` that it was made from; nullptr is NULL.
struct bound_statement {
    std::string sql;
    std::vector<const char*> values;
};

/// Throws error(usage) when the names of statement and values differ, and for a NUL byte, at which
/// the protocol would cut a text or value off. Values appear in no message.
bound_statement bind(std::string_view sql, const parameters& values);

/// Throws error(usage) for a NUL byte in the text of a statement.
void refuse_nul(std::string_view sql);

/// The position (characters from 1) in `original`, with its `:name`, of a position in `sent`, with
/// `$1` in their place. A position in a parameter is that of its colon.
std::size_t original_position(std::string_view original, std::string_view sent,
                              std::size_t position) noexcept;

} // namespace dunlin::sqldb
