// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/uuid.hpp>

#include <string>
#include <string_view>

namespace dunlin {

/// A place in an ordered list: right behind the row whose ordering column has `value` and whose
/// key is `id`. It stays good when rows come and go.
struct cursor {
    std::string order; ///< the order that it belongs to, as in "name:desc"
    std::string value;
    uuid id;
    bool operator==(const cursor&) const = default;
};

/// An opaque word of letters, digits, `-` and `_` (base64url, RFC 4648), fit for a command line.
std::string write_cursor(const cursor& place);

/// Throws error(usage) when the word is no cursor.
cursor read_cursor(std::string_view word);

/// Throws error(usage) when the place belongs to another order than the one named.
void require_order(const cursor& place, std::string_view order);

/// Throws the error(usage) of a word that is no cursor.
[[noreturn]] void fail_no_cursor();

} // namespace dunlin
