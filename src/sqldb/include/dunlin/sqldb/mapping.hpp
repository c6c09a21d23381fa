// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/codec.hpp>
#include <dunlin/sqldb/parameters.hpp>
#include <dunlin/sqldb/result.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

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

/// What an UPDATE sets, see bind_changes().
struct changes {
    std::string assignments; ///< "name" = :name, "price" = :price
    parameters values;
    [[nodiscard]] bool empty() const noexcept { return assignments.empty(); }
};

/// Adds an assignment. The name of the column is that of the parameter as well: letters, digits and
/// underscores.
void add_change(changes& to, std::string_view column_name, std::optional<std::string> value);

/// The fields of a struct that are to change, for an UPDATE: every std::optional field that has a
/// value, and every field of another type. A field of std::optional<std::optional<T>> can set NULL.
///
///     auto change = bind_changes(edited);
///     exec(db, "UPDATE users SET " + change.assignments + " WHERE user_id = :id",
///          change.values.set("id", id));
///
/// The names of the parameters are those of the columns, so the WHERE clause needs others.
template <class Struct> changes bind_changes(const Struct& from) {
    changes result;
    std::apply(
        [&](const auto&... mapped) {
            (
                [&] {
                    const auto& value = from.*(mapped.member);
                    using type = std::remove_cvref_t<decltype(value)>;
                    if constexpr (is_optional<type>::value) {
                        if (value) {
                            add_change(result, mapped.column_name, encode_parameter(*value));
                        }
                    } else {
                        add_change(result, mapped.column_name, encode_parameter(value));
                    }
                }(),
                ...);
        },
        mapping<Struct>::fields);
    return result;
}

} // namespace dunlin::sqldb
