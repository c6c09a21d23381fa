// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin {

/// Reads JSON (RFC 8259) one level at a time and returns values as their text, so that numbers keep
/// every digit when they are stored as jsonb. Every function validates the whole text, nested
/// values included, and throws error(usage) with the line and column of the first error. Values may
/// be nested up to 500 levels deep. NUL characters ("\u0000") are refused, because PostgreSQL
/// cannot store them.

enum class json_kind { object, array, string, number, boolean, null };

/// The kind of a value, judged by its first character. The text must be valid JSON.
json_kind json_kind_of(std::string_view value) noexcept;

/// A member of an object: its name, and the text of its value without surrounding white space.
using json_member = std::pair<std::string, std::string_view>;

/// The members of an object in their order, repeated names included. The views point into `text`.
std::vector<json_member> json_members(std::string_view text);

/// The elements of an array. The views point into `text`.
std::vector<std::string_view> json_elements(std::string_view text);

/// The characters of a JSON string, without quotes and escapes.
std::string json_string(std::string_view text);

/// The text as a JSON string with its quotes.
std::string json_quote(std::string_view text);

/// The text without surrounding white space. Throws unless it is one valid value.
std::string_view json_value(std::string_view text);

} // namespace dunlin
