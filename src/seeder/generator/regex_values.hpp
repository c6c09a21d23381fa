// SPDX-License-Identifier: MIT
#pragma once

#include "generator/value_generator.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// Texts that match a regular expression of literals, classes, groups, alternatives, repetitions,
/// the escapes \d \w \s, and anchors at the ends. Null for other elements, such as back references
/// and lookarounds, and if no text of the given length (in characters) is found.
std::unique_ptr<value_generator>
make_regex_values(std::string_view pattern, std::int64_t min_length, std::int64_t max_length);

} // namespace dunlin::seeder
