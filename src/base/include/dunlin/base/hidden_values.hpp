// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace dunlin {

/// Values that may be secrets, and their replacements in output. Thread-safe.
class hidden_values {
public:
    /// Values of less than four bytes are not hidden, because they occur in too many words.
    void add(std::string_view value, std::string_view replacement);
    [[nodiscard]] bool empty() const;
    /// The text with every value replaced, except inside longer words.
    [[nodiscard]] std::string hide_in(std::string_view text) const;

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::string, std::less<>> replacements_; ///< by value
};

} // namespace dunlin
