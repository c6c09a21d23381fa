// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <string_view>

/// Reading values back from a database, where anybody may have written them.
namespace dunlin {

/// Throws error(failed) for a stored value that its type refuses. The message is the type's own,
/// with the name of the column in place of the field's.
[[noreturn]] void fail_stored_value(std::string_view column, const error& problem);

/// What `parse` returns for the value of a column. Throws fail_stored_value()'s error when it
/// throws.
template <class Parse> auto parse_stored(std::string_view column, Parse parse) {
    try {
        return parse();
    } catch (const error& problem) {
        fail_stored_value(column, problem);
    }
}

/// Throws error(failed) for a row that cannot be read.
[[noreturn]] void fail_stored_row(std::string_view table, std::string_view key_column,
                                  std::string_view key, const error& problem);

/// What `read` returns for the row of `table` whose `key_column` holds `key`. Throws
/// fail_stored_row()'s error when it throws.
template <class Read>
auto read_stored(std::string_view table, std::string_view key_column, std::string_view key,
                 Read read) {
    try {
        return read();
    } catch (const error& problem) {
        fail_stored_row(table, key_column, key, problem);
    }
}

} // namespace dunlin
