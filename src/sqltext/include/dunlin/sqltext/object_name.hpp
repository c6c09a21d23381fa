// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace dunlin::sqltext {

/// A name as the catalog has it: case folded, unquoted, cut to 63 bytes. Without a schema, the
/// search_path finds it.
struct object_name {
    std::optional<std::string> schema;
    std::string name;
    bool operator==(const object_name&) const = default;
};

} // namespace dunlin::sqltext
