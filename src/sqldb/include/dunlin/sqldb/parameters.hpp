// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/codec.hpp>

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dunlin::sqldb {

template <class T> struct is_optional : std::false_type {};
template <class T> struct is_optional<std::optional<T>> : std::true_type {};

/// The text form of a parameter; nullopt is NULL. An empty std::optional<T> is NULL; text may be a
/// std::string, std::string_view or literal. A pointer, which may be null, does not compile.
template <class T> std::optional<std::string> encode_parameter(const T& value) {
    static_assert(!std::is_pointer_v<T> && !std::is_null_pointer_v<T>,
                  "a pointer may be null: give a std::string_view, or std::nullopt for NULL");
    if constexpr (is_optional<T>::value) {
        return value ? encode_parameter(*value) : std::nullopt;
    } else if constexpr (std::is_same_v<T, std::nullopt_t>) {
        return std::nullopt;
    } else if constexpr (std::is_convertible_v<const T&, std::string_view> &&
                         !std::is_same_v<T, std::string>) {
        return std::string(std::string_view(value));
    } else {
        return codec<T>::encode(value);
    }
}

/// Values for the named parameters (`:name`) of a statement. The names must be exactly those in the
/// statement; otherwise running it throws error(usage) before anything is sent.
///
///     parameters{{"user", id}, {"limit", 10}}
class parameters {
public:
    struct item {
        std::string name;
        std::optional<std::string> value;
        template <class T>
        item(std::string_view n, const T& v) : name(n), value(encode_parameter(v)) {}
    };

    parameters() = default;
    parameters(std::initializer_list<item> items) {
        for (const auto& parameter : items) {
            values_.insert_or_assign(parameter.name, parameter.value);
        }
    }
    template <class T> parameters& set(std::string_view name, const T& value) {
        values_.insert_or_assign(std::string(name), encode_parameter(value));
        return *this;
    }
    [[nodiscard]] const std::map<std::string, std::optional<std::string>, std::less<>>&
    values() const noexcept {
        return values_;
    }

private:
    std::map<std::string, std::optional<std::string>, std::less<>> values_;
};

/// Throws the error(usage) that running the statement with these values would throw before anything
/// is sent: for names without a value, values without a name in the statement, and NUL bytes. Needs
/// no session.
void require_match(std::string_view sql, const parameters& values);

} // namespace dunlin::sqldb
