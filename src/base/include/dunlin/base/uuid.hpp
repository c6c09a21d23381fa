// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin {

/// A UUID (RFC 4122) as a value. The default is the nil UUID.
class uuid {
public:
    uuid() = default;
    /// A new random (version 4) UUID. Throws error(failed) when the system has no random bytes.
    static uuid random();
    /// Reads the 36-character form, upper or lower case. nullopt when malformed.
    static std::optional<uuid> parse(std::string_view text) noexcept;

    /// The 36-character form in lower case.
    [[nodiscard]] std::string to_string() const;
    [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }
    auto operator<=>(const uuid&) const = default;

private:
    std::array<std::uint8_t, 16> bytes_{};
};

} // namespace dunlin
