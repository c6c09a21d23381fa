// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/widget/tags.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dunlin::widget {

tags tags::parse(const std::vector<std::string>& texts) {
    tags parsed;
    for (const auto& text : texts) {
        parsed.add(tag::parse(text));
    }
    return parsed;
}

void tags::add(const tag& added) {
    if (std::find(texts_.begin(), texts_.end(), added.text()) != texts_.end()) {
        return;
    }
    if (texts_.size() >= max_count) {
        throw error(error_kind::usage, fmt::format("tags: at most {} are allowed", max_count));
    }
    texts_.push_back(added.text());
}

void tags::remove(const tag& removed) {
    std::erase(texts_, removed.text());
}

} // namespace dunlin::widget
