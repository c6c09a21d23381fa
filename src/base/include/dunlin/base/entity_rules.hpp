// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/uuid.hpp>

#include <optional>
#include <string_view>
#include <vector>

/// The rules that are the same for every kind of stored entity. `entity` is its name in messages
/// ("widget").
namespace dunlin {

/// Throws error(not_found, "widget not found: KEY").
[[noreturn]] void fail_not_found(std::string_view entity, std::string_view key);

/// Calls `access` and returns its result. Throws fail_not_found()'s error in place of the store's
/// error(not_found).
template <class Access>
auto require_found(std::string_view entity, std::string_view key, Access access) {
    try {
        return access();
    } catch (const error& problem) {
        if (problem.kind() == error_kind::not_found) {
            fail_not_found(entity, key);
        }
        throw;
    }
}

/// Throws fail_not_found()'s error for the first of `ids` that is not among `removed`.
void require_removed(std::string_view entity, const std::vector<uuid>& ids,
                     std::vector<uuid> removed);

/// Throws error(refused) when the entity was updated after `since`; nullopt allows any update.
void require_unmodified(std::string_view entity, const uuid& id, timestamp updated,
                        const std::optional<timestamp>& since);

/// `present`, or a microsecond after `last_update` where the clock has gone back, so that no two
/// states of an entity share a date.
timestamp next_update_time(timestamp present, timestamp last_update);

/// Assigns the new value of a change; nullopt leaves the old one.
template <class T> void replace(T& value, const std::optional<T>& new_value) {
    if (new_value) {
        value = *new_value;
    }
}

} // namespace dunlin
