// SPDX-License-Identifier: MIT
#include "keywords.hpp"
#include "lexer.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace dunlin::sqltext {
namespace {

std::string_view name_of(token_kind kind) noexcept {
    switch (kind) {
    case token_kind::quoted_name:
        return "quoted name";
    case token_kind::comment:
        return "comment";
    default:
        return "literal";
    }
}

void find_keywords(std::vector<token>& tokens, const lexer& lexed) {
    std::unordered_set<std::string> words;
    for (const token& t : tokens) {
        if (t.kind == token_kind::word) {
            words.insert(lower_case(lexed.text(t)));
        }
    }
    const auto keywords = keywords_among(words);
    for (token& t : tokens) {
        if (t.kind == token_kind::word && keywords.contains(lower_case(lexed.text(t)))) {
            t.kind = token_kind::keyword;
        }
    }
}

} // namespace

std::vector<token> scan(std::string_view sql) {
    std::vector<token> tokens;
    lexer lexed(sql);
    token t;
    while (lexed.next(t)) {
        if (lexed.unterminated()) {
            throw error(error_kind::usage, fmt::format("unterminated {}", name_of(t.kind)))
                .at(locate(sql, t.begin));
        }
        tokens.push_back(t);
    }
    find_keywords(tokens, lexed);
    return tokens;
}

} // namespace dunlin::sqltext
