// SPDX-License-Identifier: MIT
#include "keywords.hpp"

#include "libpg_query.hpp"

#include <algorithm>

namespace dunlin::sqltext {
namespace {

bool may_be_keyword(const std::string& word) noexcept {
    return std::all_of(word.begin(), word.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

} // namespace

// The library has no function for a single word, so all distinct words are scanned as one text.
std::unordered_set<std::string> keywords_among(const std::unordered_set<std::string>& words) {
    std::string text;
    for (const auto& word : words) {
        if (may_be_keyword(word)) {
            text += word;
            text += ' ';
        }
    }
    std::unordered_set<std::string> keywords;
    if (const auto tokens = scan_with_library(text)) {
        for (const auto& t : *tokens) {
            if (t.keyword) {
                keywords.insert(text.substr(t.begin, t.end - t.begin));
            }
        }
    }
    return keywords;
}

} // namespace dunlin::sqltext
