// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace dunlin {

/// The text of a label: well-formed UTF-8, white space at both ends taken off, then 1 to `longest`
/// characters and no control character. Anything else throws error(usage) that names the field.
std::string parse_label(std::string_view field, std::size_t longest, std::string_view text);

/// A short text that was parsed once and is valid ever after. `Rule` names the field and its limit
/// in characters:
///
///     struct name_rule {
///         static constexpr std::string_view field = "name";
///         static constexpr std::size_t longest = 100;
///     };
///     using name = label<name_rule>;
template <class Rule> class label {
public:
    static label parse(std::string_view text) {
        return label(parse_label(Rule::field, Rule::longest, text));
    }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    auto operator<=>(const label&) const = default;

private:
    explicit label(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace dunlin
