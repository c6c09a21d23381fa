// SPDX-License-Identifier: MIT
#include "plan/keywords.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace dunlin::migrator {
namespace {

using namespace std::string_view_literals;

constexpr std::array control_words{"begin"sv, "start"sv,    "commit"sv, "end"sv,
                                   "abort"sv, "rollback"sv, "prepare"sv};
/// Each statement of sqltext's no_transaction class has one of these words.
constexpr std::array no_transaction_words{
    "concurrently"sv, "vacuum"sv,       "database"sv, "tablespace"sv, "system"sv, "reindex"sv,
    "cluster"sv,      "subscription"sv, "discard"sv,  "prepared"sv,   "repack"sv};
constexpr std::array name_words{"prepare"sv, "deallocate"sv, "discard"sv};
constexpr auto copy_word = "copy"sv;
constexpr std::size_t longest_word = 12;

enum class character : unsigned char { other, letter, in_word, backslash };

/// Scripts of megabytes are scanned before the first statement is sent, so a byte costs one look-up
/// in a table, and a word that is not a keyword mostly one more.
constexpr std::array<character, 256> characters = [] {
    std::array<character, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c) {
        const std::size_t lower = c | 0x20U;
        if (lower >= 'a' && lower <= 'z') {
            table[c] = character::letter;
        } else if ((c >= '0' && c <= '9') || c == '_' || c == '$' || c >= 0x80) {
            table[c] = character::in_word;
        }
    }
    table['\\'] = character::backslash;
    return table;
}();

constexpr std::uint32_t bit_of_letter(char letter) noexcept {
    return std::uint32_t(1) << (static_cast<unsigned char>(letter) & 0x1FU);
}

/// The first letters of all keywords of a length.
constexpr std::array<std::uint32_t, longest_word + 1> first_letters = [] {
    std::array<std::uint32_t, longest_word + 1> result{};
    const auto add = [&](std::string_view word) { result[word.size()] |= bit_of_letter(word[0]); };
    std::for_each(control_words.begin(), control_words.end(), add);
    std::for_each(no_transaction_words.begin(), no_transaction_words.end(), add);
    std::for_each(name_words.begin(), name_words.end(), add);
    add(copy_word);
    return result;
}();

character character_of(char c) noexcept {
    return characters[static_cast<unsigned char>(c)];
}

bool may_be_ours(std::string_view word) noexcept {
    return word.size() <= longest_word &&
           (first_letters[word.size()] & bit_of_letter(word[0])) != 0;
}

template <std::size_t size>
bool is_one_of(std::string_view lower, const std::array<std::string_view, size>& words) noexcept {
    return std::find(words.begin(), words.end(), lower) != words.end();
}

void classify_keyword(std::string_view word, keyword_flags& flags) noexcept {
    std::array<char, longest_word> lower{};
    std::transform(word.begin(), word.end(), lower.begin(),
                   [](char c) { return static_cast<char>(c | 0x20); });
    const std::string_view text(lower.data(), word.size());
    flags.transaction_control |= is_one_of(text, control_words);
    flags.no_transaction |= is_one_of(text, no_transaction_words);
    flags.names_statements |= is_one_of(text, name_words);
    flags.copy |= text == copy_word;
}

} // namespace

keyword_flags find_keywords(std::string_view script) noexcept {
    keyword_flags flags;
    for (std::size_t at = 0; at < script.size();) {
        const character first = character_of(script[at]);
        flags.backslash |= first == character::backslash;
        if (first != character::letter) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        while (end < script.size() && (character_of(script[end]) == character::letter ||
                                       character_of(script[end]) == character::in_word)) {
            ++end;
        }
        // "copy$$" looks like a word and a quote, but PostgreSQL's scanner reads one name.
        const std::string_view word = script.substr(at, end - at);
        if (may_be_ours(word)) {
            classify_keyword(word, flags);
        }
        at = end;
    }
    return flags;
}

} // namespace dunlin::migrator
