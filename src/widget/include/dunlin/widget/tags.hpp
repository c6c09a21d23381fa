// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/short_text.hpp>

#include <string>
#include <vector>

namespace dunlin::widget {

struct tag_rule {
    static constexpr std::string_view field = "tag";
    static constexpr std::size_t max_length = 100;
};
using tag = short_text<tag_rule>;

/// The tags of a widget: at most 100, each once, in the order in which they were given.
class tags {
public:
    static constexpr std::size_t max_count = 100;

    tags() = default;
    /// Parses each text as a tag; a tag that stands twice is kept once. Throws error(usage).
    static tags parse(const std::vector<std::string>& texts);

    /// With one more at the end, unless it is there. Throws error(usage) when there are too many.
    void add(const tag& one);
    /// Without it; nothing happens when it is not there.
    void remove(const tag& one);

    [[nodiscard]] const std::vector<std::string>& texts() const noexcept { return texts_; }
    bool operator==(const tags&) const = default;

private:
    std::vector<std::string> texts_;
};

} // namespace dunlin::widget
