// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::widget {

/// What else is known about a widget: a JSON object, kept as its text so that numbers keep every
/// digit. At most 1 MiB.
class attributes {
public:
    static constexpr std::size_t max_bytes = 1U << 20U;

    attributes() = default;
    /// Throws error(usage) when the text is not one JSON object that PostgreSQL can store.
    static attributes parse(std::string_view json);

    /// Sets a member to a JSON value, in place of the one that it may have. Throws error(usage) for
    /// text that is no JSON value, an empty key, or a result that is too large.
    void set(std::string_view key, std::string_view json);
    /// Takes a member away; nothing happens when it is not there.
    void unset(std::string_view key);

    [[nodiscard]] const std::string& json() const noexcept { return json_; }
    bool operator==(const attributes&) const = default;

private:
    std::string json_ = "{}";
};

/// An attribute as it is written on a command line: `color=red`, `volts=18`, `sizes=[1,2]`.
struct attribute {
    std::string key;
    std::string json; ///< the value; a text that is no JSON value by itself becomes a JSON string
};

/// Throws error(usage) for a text without `=` or without a key.
attribute parse_attribute(std::string_view text);

} // namespace dunlin::widget
