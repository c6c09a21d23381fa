// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dunlin::sqldb {

/// The type of the column or parameter that a JSON value is stored in. A domain counts as its base
/// type.
struct json_target {
    bool is_json = false;  ///< json or jsonb, or an array of them
    bool is_array = false; ///< an array of any type
};

/// Converts a valid JSON value to the text that PostgreSQL reads into the target; nullopt is SQL
/// NULL, also for json and jsonb. Values for json and jsonb keep their exact text. For an array
/// target, a JSON array becomes an array in braces, with nested arrays as its dimensions (an array
/// of json has one dimension, whose elements are JSON), and a string is the text of the array.
/// Otherwise a string becomes its characters, and any other value its JSON text, so that numbers
/// keep their digits. Throws error(usage) for an object where the target is an array.
std::optional<std::string> text_of_json(std::string_view value, json_target target);

} // namespace dunlin::sqldb
