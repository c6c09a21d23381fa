// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace dunlin::config {

/// A value as written in the file.
struct raw_value {
    std::variant<std::string, std::int64_t, bool, std::vector<std::string>> value;
    std::size_t line = 0;
    std::size_t column = 0;
};

/// Values by dotted key: "database", "lock.timeout".
using raw_section = std::map<std::string, raw_value>;

struct raw_file {
    std::string name; ///< for messages
    std::string text;
    raw_section top;
    std::map<std::string, raw_section> environments;

    [[nodiscard]] source_location location_of(const raw_value& value) const;
};

/// Reads a dunlin.toml; `name` is what messages call it. Throws error(config) with line and column
/// for malformed TOML, and for unknown keys and wrong types in any section.
raw_file read_toml(const std::filesystem::path& path, const std::string& name);

/// The same, but passes errors of keys to `on_error` and skips the keys, so that all errors of a
/// file can be reported at once. Throws only for malformed TOML.
raw_file read_toml(const std::filesystem::path& path, const std::string& name,
                   const std::function<void(error)>& on_error);

} // namespace dunlin::config
