// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string_view>

namespace dunlin::migrator {

/// Whether a text is a version: digits, or groups of digits with single dots between ("1.01",
/// "0007", "20261123101500").
bool is_version(std::string_view text) noexcept;

/// Compares two versions number by number, of any length: "0007" equals "7", "1.9" is less than
/// "1.10", "1" is less than "1.0". Both must be versions.
std::strong_ordering compare_versions(std::string_view left, std::string_view right) noexcept;

/// compare_versions as an ordering for containers and sorting.
struct version_less {
    bool operator()(std::string_view left, std::string_view right) const noexcept {
        return compare_versions(left, right) < 0;
    }
};

} // namespace dunlin::migrator
