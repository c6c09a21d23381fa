// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::commands {

/// The error(usage) of a value that the flag does not accept. `hint` shows a valid one.
[[nodiscard]] error invalid_value(std::string_view flag, std::string_view value, std::string hint);

/// The same for a flag with a fixed set of values. The hint suggests the closest, or lists all.
[[nodiscard]] error invalid_choice(std::string_view flag, std::string_view value,
                                   const std::vector<std::string>& choices);

/// The value that belongs to a word. Throws invalid_choice() for a word that is not in the list.
template <class Value>
Value parse_choice(std::string_view flag, std::string_view word,
                   const std::vector<std::pair<std::string, Value>>& choices) {
    std::vector<std::string> names;
    for (const auto& [name, value] : choices) {
        if (name == word) {
            return value;
        }
        names.push_back(name);
    }
    throw invalid_choice(flag, word, names);
}

} // namespace dunlin::commands
