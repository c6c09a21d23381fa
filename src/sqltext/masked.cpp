// SPDX-License-Identifier: MIT
#include "statement_words.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/masked.hpp>
#include <dunlin/sqltext/statement.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>

namespace dunlin::sqltext {
namespace {

constexpr std::size_t longest_read = std::size_t{256} * 1024;

bool is_value(const token& each) {
    return each.kind == token_kind::literal || each.kind == token_kind::number;
}

std::string text_of(std::string_view sql, const std::vector<token>& tokens, std::size_t longest) {
    std::string text;
    std::size_t end = 0;
    for (const token& each : tokens) {
        if (each.kind == token_kind::comment) {
            continue;
        }
        if (!text.empty() && each.begin > end) {
            text += ' ';
        }
        text += is_value(each) ? "?" : sql.substr(each.begin, each.end - each.begin);
        end = each.end;
        if (text.size() > longest) {
            // Not in the middle of a character.
            std::size_t cut = longest;
            while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) {
                --cut;
            }
            return text.substr(0, cut) + "...";
        }
    }
    return text;
}

} // namespace

masked_text mask(std::string_view sql, std::size_t longest) {
    masked_text made;
    if (sql.size() > longest_read) {
        made.text = fmt::format("(a text of {} bytes)", sql.size());
        made.operation = "BATCH";
        return made;
    }
    std::vector<token> tokens;
    try {
        tokens = scan(sql);
    } catch (const error&) {
        made.text = "(a statement that cannot be read)";
        return made;
    }
    made.text = text_of(sql, tokens, longest);
    made.statements = split(sql).size();
    if (made.statements > 1) {
        made.operation = "BATCH";
        return made;
    }
    const statement_words words(sql, tokens);
    made.operation = words.operation();
    made.target = words.target();
    return made;
}

} // namespace dunlin::sqltext
