// SPDX-License-Identifier: MIT
#include <dunlin/base/hidden_values.hpp>

#include <cctype>

namespace dunlin {
namespace {

constexpr std::size_t shortest = 4;

bool is_word_character(char c) noexcept {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Whether a word goes on across a place in a text.
bool within_word(std::string_view text, std::size_t at) noexcept {
    return at > 0 && at < text.size() && is_word_character(text[at - 1]) &&
           is_word_character(text[at]);
}

void replace_words(std::string& text, std::string_view value, std::string_view shown) {
    for (std::size_t at = 0; (at = text.find(value, at)) != std::string::npos;) {
        if (within_word(text, at) || within_word(text, at + value.size())) {
            ++at;
            continue;
        }
        text.replace(at, value.size(), shown);
        at += shown.size();
    }
}

} // namespace

void hidden_values::add(std::string_view value, std::string_view shown) {
    if (value.size() >= shortest) {
        const std::lock_guard guard(mutex_);
        shown_.emplace(value, shown);
    }
}

bool hidden_values::empty() const {
    const std::lock_guard guard(mutex_);
    return shown_.empty();
}

std::string hidden_values::hide_in(std::string_view text) const {
    std::string made(text);
    const std::lock_guard guard(mutex_);
    for (const auto& [value, shown] : shown_) {
        replace_words(made, value, shown);
    }
    return made;
}

} // namespace dunlin
