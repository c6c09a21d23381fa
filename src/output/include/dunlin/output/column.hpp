// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/style.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dunlin::output {

/// How the text of a column is to be read. Texts are in PostgreSQL's output form.
enum class value_kind {
    text,         ///< also every type without a kind of its own
    number,       ///< an exact JSON number, whatever its size; NaN and Infinity become strings
    boolean,      ///< `t`, `f`, `true` or `false`
    json,         ///< embedded as it is
    timestamp,    ///< "2026-01-01 00:00:00.25"; ISO 8601 in JSON
    timestamp_tz, ///< "2026-01-01 00:00:00.25+00"; RFC 3339 in JSON
};

struct column {
    std::string name;
    value_kind kind = value_kind::text;
    /// Whether the text is an array ("{1,2}") of that kind, with any number of dimensions.
    bool array = false;
    /// The server's name for the type ("int4", "text[]"), for the JSON document.
    std::string type_name = "text";
    /// In a terminal that is too narrow for a table with all columns, those with the highest number
    /// are left out first; 0: never.
    unsigned omit_order = 0;
    /// The style of a value in table and vertical; null: none.
    style (*style_of)(std::string_view value) = nullptr;
};

/// A value's text; nullopt is NULL. Views live during the call that passes them.
using cell = std::optional<std::string_view>;

} // namespace dunlin::output
