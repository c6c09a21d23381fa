// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace dunlin::sqltext {

/// A name as in the catalog: case folded, unquoted, truncated to 63 bytes. Without a schema it is
/// resolved by search_path.
struct object_name {
    std::optional<std::string> schema;
    std::string name;
    bool operator==(const object_name&) const = default;
};

} // namespace dunlin::sqltext
