// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/uuid.hpp>
#include <dunlin/sqldb/types.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dunlin::sqldb {

/// False for every type: a static_assert that depends on it fails where a template is used.
template <class> inline constexpr bool has_codec = false;

/// Converts a C++ type to and from PostgreSQL's text format. encode() returns the text of a
/// parameter; decode() reads the text of a column and throws error(failed), which shows the type
/// and the beginning of the text, when it is invalid. Specialise it for your own value types, or
/// enum_names for an enum.
template <class T> struct codec {
    static_assert(has_codec<T>, "sqldb has no codec for this type: specialise "
                                "dunlin::sqldb::codec, or dunlin::sqldb::enum_names for an enum");
    static std::string encode(const T& value);
    static T decode(std::string_view text);
};

/// Specialise it for an enum that the database has as text or as an enum type of its own:
///
///     template <> struct sqldb::enum_names<colour> {
///         static constexpr std::array values{std::pair{colour::red, "red"},
///                                            std::pair{colour::blue, "blue"}};
///     };
template <class Enum> struct enum_names;

#define DUNLIN_SQLDB_CODEC(type)                                                                   \
    template <> struct codec<type> {                                                               \
        static std::string encode(const type& value);                                              \
        static type decode(std::string_view text);                                                 \
    }
DUNLIN_SQLDB_CODEC(bool);
// PostgreSQL's integers are signed, of 2, 4 and 8 bytes; a value that does not fit the column's or
// the C++ type is an error on either side.
DUNLIN_SQLDB_CODEC(signed char);
DUNLIN_SQLDB_CODEC(unsigned char);
DUNLIN_SQLDB_CODEC(short);
DUNLIN_SQLDB_CODEC(unsigned short);
DUNLIN_SQLDB_CODEC(int);
DUNLIN_SQLDB_CODEC(unsigned int);
DUNLIN_SQLDB_CODEC(long);
DUNLIN_SQLDB_CODEC(unsigned long);
DUNLIN_SQLDB_CODEC(long long);
DUNLIN_SQLDB_CODEC(unsigned long long);
DUNLIN_SQLDB_CODEC(float);
DUNLIN_SQLDB_CODEC(double);
DUNLIN_SQLDB_CODEC(std::string);
DUNLIN_SQLDB_CODEC(uuid);
DUNLIN_SQLDB_CODEC(timestamp);
/// A `date`. Years before Christ count as ISO 8601 does: 0 is 1 BC.
DUNLIN_SQLDB_CODEC(std::chrono::year_month_day);
DUNLIN_SQLDB_CODEC(numeric);
DUNLIN_SQLDB_CODEC(json);
DUNLIN_SQLDB_CODEC(bytes);
#undef DUNLIN_SQLDB_CODEC

/// Throws error(failed): the value has no name in enum_names, or the text is none of the names.
[[noreturn]] void fail_unnamed_enum(long long value);
[[noreturn]] void fail_unknown_enum_name(std::string_view text);

template <class Enum>
requires std::is_enum_v<Enum> && requires {
    enum_names<Enum>::values;
}
struct codec<Enum> {
    static std::string encode(const Enum& value) {
        for (const auto& [known, name] : enum_names<Enum>::values) {
            if (known == value) {
                return std::string(name);
            }
        }
        fail_unnamed_enum(static_cast<long long>(value));
    }
    static Enum decode(std::string_view text) {
        for (const auto& [known, name] : enum_names<Enum>::values) {
            if (text == name) {
                return known;
            }
        }
        fail_unknown_enum_name(text);
    }
};

/// The elements of a one-dimensional array in PostgreSQL's text form (manual, 8.15.6); nullopt is
/// a NULL element. Both directions handle quotes, backslashes, commas, braces, white space, empty
/// text and the word NULL. split_array accepts explicit lower bounds ("[0:1]={a,b}") and throws
/// error(failed) for malformed text and for more than one dimension.
std::string join_array(const std::vector<std::optional<std::string>>& elements);
std::vector<std::optional<std::string>> split_array(std::string_view text);

/// An array without NULL elements; decoding an array that has some throws error(failed).
template <class T> struct codec<std::vector<T>> {
    static std::string encode(const std::vector<T>& values) {
        std::vector<std::optional<std::string>> elements;
        elements.reserve(values.size());
        for (const auto& value : values) {
            elements.emplace_back(codec<T>::encode(value));
        }
        return join_array(elements);
    }
    static std::vector<T> decode(std::string_view text) {
        std::vector<T> values;
        for (const auto& element : split_array(text)) {
            values.push_back(codec<T>::decode(require_element(element)));
        }
        return values;
    }

private:
    static const std::string& require_element(const std::optional<std::string>& element);
};

/// An array whose elements may be NULL.
template <class T> struct codec<std::vector<std::optional<T>>> {
    static std::string encode(const std::vector<std::optional<T>>& values) {
        std::vector<std::optional<std::string>> elements;
        elements.reserve(values.size());
        for (const auto& value : values) {
            elements.push_back(value ? std::optional(codec<T>::encode(*value)) : std::nullopt);
        }
        return join_array(elements);
    }
    static std::vector<std::optional<T>> decode(std::string_view text) {
        std::vector<std::optional<T>> values;
        for (const auto& element : split_array(text)) {
            values.push_back(element ? std::optional<T>(codec<T>::decode(*element)) : std::nullopt);
        }
        return values;
    }
};

/// Throws error(failed): a value is NULL whose type cannot hold NULL.
[[noreturn]] void fail_unexpected_null(std::string_view location);

template <class T>
const std::string&
codec<std::vector<T>>::require_element(const std::optional<std::string>& element) {
    if (!element) {
        fail_unexpected_null("an array element");
    }
    return *element;
}

} // namespace dunlin::sqldb
