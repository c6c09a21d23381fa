// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace dunlin::config {

/// Where a value came from.
struct value_origin {
    enum class kind { fallback, flag, variable, file };
    kind type = kind::fallback;
    std::string name;     ///< "--database", "DUNLIN_DATABASE", or the file's relative path
    std::size_t line = 0; ///< in the file
};

/// "default", "--database", "DUNLIN_DATABASE", "dunlin.toml:3".
std::string to_string(const value_origin& from);

/// A value and its origin.
template <class T> struct setting {
    T value{};
    value_origin origin{};
};

} // namespace dunlin::config
