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

/// The tags of a widget: at most 100 different ones, in the order in which they were added.
class tags {
public:
    static constexpr std::size_t max_count = 100;

    tags() = default;
    /// Parses each text as a tag; repeated tags count once. Throws error(usage).
    static tags parse(const std::vector<std::string>& texts);

    /// Adds a tag at the end unless it exists already. Throws error(usage) when there are too many.
    void add(const tag& added);
    /// Removes a tag if it exists.
    void remove(const tag& removed);

    [[nodiscard]] const std::vector<std::string>& texts() const noexcept { return texts_; }
    bool operator==(const tags&) const = default;

private:
    std::vector<std::string> texts_;
};

} // namespace dunlin::widget
