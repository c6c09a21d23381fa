// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::widget {

/// Further data about a widget: a JSON object of at most 1 MiB, stored as text so that numbers keep
/// every digit.
class attributes {
public:
    static constexpr std::size_t max_bytes = 1U << 20U;

    attributes() = default;
    /// Throws error(usage) unless the text is one JSON object that PostgreSQL can store.
    static attributes parse(std::string_view json);

    /// Sets a member to a JSON value and replaces its old value. Throws error(usage) for text that
    /// is not a JSON value, an empty key, or a result that is too large.
    void set(std::string_view key, std::string_view json);
    /// Removes a member if it exists.
    void unset(std::string_view key);

    [[nodiscard]] const std::string& json() const noexcept { return json_; }
    bool operator==(const attributes&) const = default;

private:
    std::string json_ = "{}";
};

/// An attribute as written on a command line: `color=red`, `volts=18`, `sizes=[1,2]`.
struct attribute {
    std::string key;
    std::string json; ///< the value; text that is not a JSON value becomes a JSON string
};

/// Throws error(usage) for a text without `=` or without a key.
attribute parse_attribute(std::string_view text);

} // namespace dunlin::widget
