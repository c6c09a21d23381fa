// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace dunlin {

/// `text` without the white space at its ends. Throws error(usage), which names the field, unless
/// that is valid UTF-8 of 1 to `max_length` characters without control characters.
std::string parse_short_text(std::string_view field, std::size_t max_length, std::string_view text);

/// A short text that was validated when it was parsed. `Rule` names the field and its maximum
/// length in characters:
///
///     struct name_rule {
///         static constexpr std::string_view field = "name";
///         static constexpr std::size_t max_length = 100;
///     };
///     using name = short_text<name_rule>;
template <class Rule> class short_text {
public:
    static short_text parse(std::string_view text) {
        return short_text(parse_short_text(Rule::field, Rule::max_length, text));
    }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    auto operator<=>(const short_text&) const = default;

private:
    explicit short_text(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace dunlin
