// SPDX-License-Identifier: MIT
#include <dunlin/base/hidden_values.hpp>

#include <cctype>

namespace dunlin {
namespace {

constexpr std::size_t min_size = 4;

bool is_word_character(char c) noexcept {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Whether the characters before and at an offset belong to the same word.
bool is_inside_word(std::string_view text, std::size_t at) noexcept {
    return at > 0 && at < text.size() && is_word_character(text[at - 1]) &&
           is_word_character(text[at]);
}

void replace_words(std::string& text, std::string_view value, std::string_view replacement) {
    for (std::size_t at = 0; (at = text.find(value, at)) != std::string::npos;) {
        if (is_inside_word(text, at) || is_inside_word(text, at + value.size())) {
            ++at;
            continue;
        }
        text.replace(at, value.size(), replacement);
        at += replacement.size();
    }
}

} // namespace

void hidden_values::add(std::string_view value, std::string_view replacement) {
    if (value.size() >= min_size) {
        const std::lock_guard lock(mutex_);
        replacements_.emplace(value, replacement);
    }
}

bool hidden_values::empty() const {
    const std::lock_guard lock(mutex_);
    return replacements_.empty();
}

std::string hidden_values::hide_in(std::string_view text) const {
    std::string result(text);
    const std::lock_guard lock(mutex_);
    for (const auto& [value, replacement] : replacements_) {
        replace_words(result, value, replacement);
    }
    return result;
}

} // namespace dunlin
