// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace dunlin::widget {

/// The description of a widget: a text of several lines or none, at most 10,000 characters. It is
/// stored as it is written, with white space and line ends.
class description {
public:
    static constexpr std::size_t max_length = 10'000;

    /// Throws error(usage) for a text that is too long or not valid UTF-8.
    static description parse(std::string_view text);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    auto operator<=>(const description&) const = default;

private:
    explicit description(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace dunlin::widget
