// SPDX-License-Identifier: MIT
#include <dunlin/base/summarize.hpp>

#include <cstddef>

namespace dunlin {

std::string summarize(const std::vector<std::string>& names) {
    constexpr std::size_t most_listed = 5;
    if (names.size() > most_listed) {
        return std::to_string(names.size()) + " (" + names.front() + " to " + names.back() + ")";
    }
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

} // namespace dunlin
