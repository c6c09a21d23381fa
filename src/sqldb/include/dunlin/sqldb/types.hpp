// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string>

namespace dunlin::sqldb {

/// A `numeric` as its exact text ("12.50", "NaN", "Infinity").
struct numeric {
    std::string text;
    bool operator==(const numeric&) const = default;
};

/// A `json` or `jsonb` value as its text.
struct json {
    std::string text;
    bool operator==(const json&) const = default;
};

/// A `bytea` as its bytes.
struct bytes {
    std::string data;
    bool operator==(const bytes&) const = default;
};

} // namespace dunlin::sqldb
