// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dunlin::sqldb {

/// What a JSON value is stored in, as far as its text depends on it. Domains count as what they are
/// made of.
struct json_target {
    bool is_json = false;  ///< json or jsonb, or an array of them
    bool is_array = false; ///< an array of any type
};

/// The text from which PostgreSQL reads one checked JSON value into the target; nullopt is SQL
/// NULL, also for json and jsonb. Values for json and jsonb keep their text exactly. A JSON array
/// becomes an array in braces where the target is an array, and nested ones its dimensions (an
/// array of json has one dimension, its elements are JSON). A string for an array is the text of
/// the array. Elsewhere a string is its characters, and everything else its JSON text, so that
/// numbers keep their digits. Throws error(usage) for an object that is not for json.
std::optional<std::string> text_of_json(std::string_view value, json_target target);

} // namespace dunlin::sqldb
