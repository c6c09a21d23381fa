// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// "0007_create_users.sql" in its parts.
struct numbered_name {
    std::string_view digits; ///< "0007"
    std::string_view rest;   ///< after the first underscore: "create_users.sql"
};

/// nullopt for a name that does not begin with digits and an underscore.
std::optional<numbered_name> read_numbered(std::string_view name);

/// The number as a table of numbers has it, without leading zeros; empty for one above `highest`.
std::string as_number(std::string_view digits,
                      std::uint64_t highest = std::numeric_limits<std::int64_t>::max());

/// A name as words: underscores become blanks.
std::string words_of(std::string_view name);

/// Without an ending such as ".sql", when it has it.
std::string_view without_suffix(std::string_view name, std::string_view ending);

} // namespace dunlin::migrator
