// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin {

/// A position in an ordered list: directly after the row whose ordering column holds `value` and
/// whose key is `id`. It stays valid when rows are added and removed.
struct cursor {
    std::string order; ///< the order of the list, as in "name:desc"
    std::string value;
    uuid id;
    bool operator==(const cursor&) const = default;
};

/// The cursor as opaque text of letters, digits, `-` and `_` (base64url, RFC 4648).
std::string encode_cursor(const cursor& position);

/// Throws error(usage) when the text is not a cursor.
cursor parse_cursor(std::string_view text);

/// Throws error(usage) when the cursor belongs to another order than `order`.
void require_order(const cursor& position, std::string_view order);

/// Throws the error(usage) of a text that is not a cursor.
[[noreturn]] void fail_no_cursor();

/// A page of a list, and the cursor of the next page; nullopt on the last page.
template <class T> struct cursor_page {
    std::vector<T> items;
    std::optional<cursor> next;
};

/// A page of up to `rows` items. The list must have been asked for one item more, which tells
/// whether there is a next page. `cursor_after` gives the cursor after an item.
template <class T, class CursorAfter>
cursor_page<T> make_cursor_page(std::vector<T> items, std::int64_t rows, CursorAfter cursor_after) {
    cursor_page<T> page{std::move(items), std::nullopt};
    if (page.items.size() > static_cast<std::size_t>(rows)) {
        page.items.pop_back();
        page.next = cursor_after(page.items.back());
    }
    return page;
}

} // namespace dunlin
