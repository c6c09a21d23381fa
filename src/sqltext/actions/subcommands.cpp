// SPDX-License-Identifier: MIT
#include "actions/subcommands.hpp"

#include "lexer.hpp"

#include <algorithm>
#include <array>

namespace dunlin::sqltext {
namespace {

using namespace std::string_view_literals;

constexpr std::array before_the_name{"ALTER"sv,  "FOREIGN"sv,  "TABLE"sv,        "INDEX"sv,
                                     "VIEW"sv,   "SEQUENCE"sv, "MATERIALIZED"sv, "IF"sv,
                                     "EXISTS"sv, "ONLY"sv,     "TYPE"sv};

bool is_word(std::string_view text, std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
        return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
    });
}

/// Where the first subcommand begins: after the name of the table and its `*`.
std::size_t skip_head(lexer& tokens) {
    token t;
    bool had_name = false;
    bool after_dot = false;
    while (tokens.next_significant(t)) {
        const std::string_view text = tokens.text(t);
        const bool is_head =
            !had_name && t.kind == token_kind::word &&
            std::any_of(before_the_name.begin(), before_the_name.end(),
                        [&](std::string_view word) { return is_word(text, word); });
        if (is_head || text == "(" || text == ")" || text == "*") {
            continue;
        }
        if (text == ".") {
            after_dot = true;
        } else if (!had_name || after_dot) {
            had_name = true;
            after_dot = false;
        } else {
            return t.begin;
        }
    }
    return tokens.text().size();
}

} // namespace

std::vector<text_range> split_subcommands(std::string_view statement) {
    std::vector<text_range> ranges;
    lexer tokens(statement);
    std::size_t begin = skip_head(tokens);
    std::size_t end = begin;
    int depth = 0;
    tokens.seek(begin);
    token t;
    while (tokens.next_significant(t)) {
        const std::string_view text = tokens.text(t);
        depth += text == "(" || text == "[" ? 1 : text == ")" || text == "]" ? -1 : 0;
        if (depth == 0 && text == ",") {
            ranges.push_back({statement, begin, end});
            begin = statement.size();
        } else {
            begin = std::min(begin, t.begin);
            end = t.end;
        }
    }
    ranges.push_back({statement, begin, end});
    return ranges;
}

} // namespace dunlin::sqltext
