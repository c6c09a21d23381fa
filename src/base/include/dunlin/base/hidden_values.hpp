// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace dunlin {

/// Values that may be secrets, and what is shown in their place. Safe for use by several threads.
class hidden_values {
public:
    /// Values of less than four bytes stand in too many words, and are not hidden.
    void add(std::string_view value, std::string_view replacement);
    [[nodiscard]] bool empty() const;
    /// The text with each value replaced, except within longer words.
    [[nodiscard]] std::string hide_in(std::string_view text) const;

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::string, std::less<>> replacements_; ///< by value
};

} // namespace dunlin
