// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::commands {

/// An error(usage): the flag takes no such value. `hint` says what to write instead.
[[nodiscard]] error takes_no(std::string_view flag, std::string_view value, std::string hint);

/// The same for a flag that takes one of a few words; names the one that is near, or all.
[[nodiscard]] error takes_none_but(std::string_view flag, std::string_view value,
                                   const std::vector<std::string>& words);

/// What the word of a flag stands for. Throws takes_none_but(...).
template <class Value>
Value choose(std::string_view flag, std::string_view word,
             const std::vector<std::pair<std::string, Value>>& choices) {
    std::vector<std::string> words;
    for (const auto& [name, value] : choices) {
        if (name == word) {
            return value;
        }
        words.push_back(name);
    }
    throw takes_none_but(flag, word, words);
}

} // namespace dunlin::commands
