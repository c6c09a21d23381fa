// SPDX-License-Identifier: MIT
#pragma once

#include "generator/value_generator.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// Texts that match a regular expression: literals, classes, groups, alternatives, repetitions and
/// the escapes \d \w \s; anchors at the ends. nullptr for anything else (back references, looks
/// around, word borders) or when no text of the lengths can be found.
std::unique_ptr<value_generator>
make_regex_values(std::string_view pattern, std::int64_t min_length, std::int64_t max_length);

} // namespace dunlin::seeder
