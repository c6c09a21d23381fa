// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/cursor.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the businesses of stored things have in common. `what` is the thing's name in messages
/// ("widget").
namespace dunlin {

/// Throws error(not_found, "widget not found: <who>").
[[noreturn]] void fail_not_found(std::string_view what, std::string_view who);

/// What `ask` returns; the store's "not found" in the words of the business.
template <class Ask> auto one_or_not_found(std::string_view what, std::string_view who, Ask ask) {
    try {
        return ask();
    } catch (const error& problem) {
        if (problem.kind() == error_kind::not_found) {
            fail_not_found(what, who);
        }
        throw;
    }
}

/// Throws as fail_not_found for the first of `asked` that is not among `removed`.
void require_removed(std::string_view what, const std::vector<uuid>& asked,
                     std::vector<uuid> removed);

/// Throws error(refused) when the thing was updated after `since`; no `since` asks nothing.
void require_unmodified(std::string_view what, const uuid& id, timestamp updated,
                        const std::optional<timestamp>& since);

/// The present, or just after the last update whatever the clock says, so that no two states of
/// one thing share a date.
timestamp date_of_update(timestamp present, timestamp last);

/// Throws error(failed) for a stored value that its type refuses, with the column's name in place
/// of the field's. It shows what the type's own message shows.
[[noreturn]] void fail_stored_value(std::string_view column, const error& problem);

/// A stored value as its type's own parser reads it: whoever wrote it, it is valid from here on.
template <class Parse> auto parse_stored(std::string_view column, Parse parse) {
    try {
        return parse();
    } catch (const error& problem) {
        fail_stored_value(column, problem);
    }
}

/// Throws error(failed) for a row that cannot be read.
[[noreturn]] void fail_stored_row(std::string_view table, std::string_view key, std::string_view id,
                                  const error& problem);

/// What `read` makes of the row of a table that the key's value `id` tells; a bad value in it is
/// error(failed) that names table, id and column.
template <class Read>
auto read_stored(std::string_view table, std::string_view key, std::string_view id, Read read) {
    try {
        return read();
    } catch (const error& problem) {
        fail_stored_row(table, key, id, problem);
    }
}

/// What a change gives in place of what was; nullopt changes nothing.
template <class T> void replace(T& value, const std::optional<T>& by) {
    if (by) {
        value = *by;
    }
}

/// The items behind a place in a list, and the place of those that follow, if any do.
template <class T> struct page_behind {
    std::vector<T> items;
    std::optional<cursor> next;
};

/// Of items that were asked for with one more than the `rows` wanted, which tells whether there is
/// a next page. `place_of` gives the place behind an item.
template <class T, class Place>
page_behind<T> cut_page(std::vector<T> items, std::int64_t rows, Place place_of) {
    page_behind<T> cut{std::move(items), std::nullopt};
    if (cut.items.size() > static_cast<std::size_t>(rows)) {
        cut.items.pop_back();
        cut.next = place_of(cut.items.back());
    }
    return cut;
}

} // namespace dunlin
