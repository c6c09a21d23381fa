// SPDX-License-Identifier: MIT
#include <dunlin/base/stored_value.hpp>

#include <fmt/format.h>

#include <string>

namespace dunlin {

void fail_stored_value(std::string_view column, const error& problem) {
    const std::string message = problem.message();
    std::string_view reason = message;
    // The types' messages begin with the name of the field ("name: must have ...").
    const auto colon = reason.find(": ");
    if (colon != std::string_view::npos && reason.find(' ') > colon) {
        reason.remove_prefix(colon + 2);
    }
    throw error(error_kind::failed, fmt::format("column {}: {}", column, reason));
}

void fail_stored_row(std::string_view table, std::string_view key_column, std::string_view key,
                     const error& problem) {
    throw error(error_kind::failed, fmt::format("invalid value in table {}, {} {}, {}", table,
                                                key_column, key, problem.message()))
        .with_hint("correct the row in the database");
}

} // namespace dunlin
