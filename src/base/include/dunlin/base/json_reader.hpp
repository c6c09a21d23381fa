// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin {

/// Reads JSON (RFC 8259) one level at a time and leaves values as the text that they are, so that
/// numbers keep every digit on their way into jsonb. All functions check the whole text that they
/// are given, nested values included, and throw error(usage) with line and column of the first
/// mistake. Values may nest 500 deep. NUL characters ("\u0000") are refused: PostgreSQL has none.

enum class json_kind { object, array, string, number, boolean, null };

/// The kind of a value, by its first character. The text must be a checked value.
json_kind json_kind_of(std::string_view value) noexcept;

/// A member of an object: its name, and its value's text without white space around it.
using json_member = std::pair<std::string, std::string_view>;

/// The members of a text that is one object, in their order. Of a name that stands twice both are
/// given. The views point into `text`.
std::vector<json_member> json_members(std::string_view text);

/// The elements of a text that is one array.
std::vector<std::string_view> json_elements(std::string_view text);

/// The characters of a text that is one string.
std::string json_string(std::string_view text);

/// A JSON string with its quotes.
std::string json_quote(std::string_view text);

/// The text without white space around it. Throws when it is not one sound value.
std::string_view json_value(std::string_view text);

} // namespace dunlin
