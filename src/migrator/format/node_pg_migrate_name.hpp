// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// The number that a file's name begins with, as node-pg-migrate orders by it: milliseconds since
/// 1970, an index, or, of seventeen digits, a time in UTC that counts as its milliseconds. nullopt
/// for a name without number, or with a time that does not exist.
std::optional<std::int64_t> node_pg_migrate_prefix(std::string_view name);

/// The order of names with equal numbers: what is no letter or digit does not count, numbers count
/// as numbers, and capitals only when all else is equal.
std::strong_ordering compare_node_pg_migrate_names(std::string_view left, std::string_view right);

} // namespace dunlin::migrator
