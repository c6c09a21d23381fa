// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace dunlin::migrator {
namespace {

using namespace std::string_view_literals;

constexpr std::array control_words{"begin"sv, "start"sv,    "commit"sv, "end"sv,
                                   "abort"sv, "rollback"sv, "prepare"sv};
/// Each statement of sqltext's no_transaction class has one of these words.
constexpr std::array no_transaction_words{
    "concurrently"sv, "vacuum"sv,       "database"sv, "tablespace"sv, "system"sv, "reindex"sv,
    "cluster"sv,      "subscription"sv, "discard"sv,  "prepared"sv,   "repack"sv};
constexpr std::size_t longest_word = 12;

bool is_letter(char c) noexcept {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

bool continues_word(char c) noexcept {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

template <std::size_t size>
bool is_one_of(std::string_view lower, const std::array<std::string_view, size>& words) noexcept {
    return std::find(words.begin(), words.end(), lower) != words.end();
}

void judge(std::string_view word, word_look& look) noexcept {
    std::array<char, longest_word> lower{};
    std::transform(word.begin(), word.end(), lower.begin(),
                   [](char c) { return static_cast<char>(c | 0x20); });
    const std::string_view text(lower.data(), word.size());
    look.transaction_control |= is_one_of(text, control_words);
    look.no_transaction |= is_one_of(text, no_transaction_words);
    look.copy |= text == "copy";
}

} // namespace

word_look look_at_words(std::string_view script) noexcept {
    word_look look;
    for (std::size_t at = 0; at < script.size();) {
        const char c = script[at];
        look.backslash |= c == '\\';
        if (!is_letter(c)) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        while (end < script.size() && continues_word(script[end])) {
            ++end;
        }
        // "copy$$" is a word and then a quote only to a reader; to the scanner it is one name.
        if (end - at >= 3 && end - at <= longest_word) {
            judge(script.substr(at, end - at), look);
        }
        at = end;
    }
    return look;
}

} // namespace dunlin::migrator
