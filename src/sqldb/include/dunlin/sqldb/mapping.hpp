// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/codec.hpp>
#include <dunlin/sqldb/parameters.hpp>
#include <dunlin/sqldb/result.hpp>

#include <array>
#include <string>
#include <string_view>
#include <tuple>

namespace dunlin::sqldb {

/// One field of a row struct and the column that it is read from.
template <class Struct, class Field> struct mapped_field {
    std::string_view column_name;
    Field Struct::*member;
};

template <class Struct, class Field>
constexpr mapped_field<Struct, Field> field(std::string_view column_name, Field Struct::*member) {
    return {column_name, member};
}

/// Specialise it for a row struct. Columns are found by name, in any order:
///
///     template <> struct sqldb::mapping<user_row> {
///         static constexpr auto fields = std::tuple{field("user_id", &user_row::id),
///                                                   field("name", &user_row::name)};
///     };
template <class Struct> struct mapping;

/// Reads one column. A NULL in a field that is not std::optional throws error(failed).
template <class T> T decode_column(const row& from, std::size_t index, std::string_view name) {
    if constexpr (is_optional<T>::value) {
        using value = typename T::value_type;
        return from.is_null(index) ? T{} : T{codec<value>::decode(from.text(index))};
    } else {
        if (from.is_null(index)) {
            fail_unexpected_null(name);
        }
        return codec<T>::decode(from.text(index));
    }
}

/// Throws error(failed): the result has no column with that name.
[[noreturn]] void fail_missing_column(std::string_view name);

/// Throws error(failed) that names the column whose value cannot be read.
[[noreturn]] void fail_in_column(std::string_view name, const error& problem);

/// Converts a row to a struct. Throws error(failed) when the result lacks a mapped column or a
/// value cannot be read.
template <class Struct> Struct map_row(const row& from) {
    Struct into{};
    std::apply(
        [&](const auto&... mapped) {
            (
                [&] {
                    const auto index = from.find(mapped.column_name);
                    if (!index) {
                        fail_missing_column(mapped.column_name);
                    }
                    auto& target = into.*(mapped.member);
                    try {
                        target = decode_column<std::remove_reference_t<decltype(target)>>(
                            from, *index, mapped.column_name);
                    } catch (const error& problem) {
                        fail_in_column(mapped.column_name, problem);
                    }
                }(),
                ...);
        },
        mapping<Struct>::fields);
    return into;
}

/// All fields of a struct as parameters named like their columns.
template <class Struct> parameters bind_struct(const Struct& from) {
    parameters values;
    std::apply(
        [&](const auto&... mapped) {
            (values.set(mapped.column_name, from.*(mapped.member)), ...);
        },
        mapping<Struct>::fields);
    return values;
}

} // namespace dunlin::sqldb
