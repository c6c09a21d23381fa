// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

/// SQL that creates a schema of random objects that refer to each other: types, tables, partitions,
/// inheritance, keys, indexes, views, functions, triggers, policies and comments. The same seed
/// gives the same SQL.
std::string random_schema(std::uint32_t seed);
