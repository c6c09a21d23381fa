// SPDX-License-Identifier: MIT
#include "statement_summary.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/masked.hpp>
#include <dunlin/sqltext/statement.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>

namespace dunlin::sqltext {
namespace {

constexpr std::size_t longest_read = std::size_t{256} * 1024;

bool is_value(const token& current) {
    return current.kind == token_kind::literal || current.kind == token_kind::number;
}

std::string text_of(std::string_view sql, const std::vector<token>& tokens, std::size_t longest) {
    std::string text;
    std::size_t end = 0;
    for (const token& current : tokens) {
        if (current.kind == token_kind::comment) {
            continue;
        }
        if (!text.empty() && current.begin > end) {
            text += ' ';
        }
        text += is_value(current) ? "?" : sql.substr(current.begin, current.end - current.begin);
        end = current.end;
        if (text.size() > longest) {
            // Do not cut inside a character.
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
    masked_text result;
    if (sql.size() > longest_read) {
        result.text = fmt::format("(SQL text of {} bytes)", sql.size());
        result.operation = "BATCH";
        return result;
    }
    std::vector<token> tokens;
    try {
        tokens = scan(sql);
    } catch (const error&) {
        result.text = "(unreadable statement)";
        return result;
    }
    result.text = text_of(sql, tokens, longest);
    result.statements = split(sql).size();
    if (result.statements > 1) {
        result.operation = "BATCH";
        return result;
    }
    const statement_summary summary(sql, tokens);
    result.operation = summary.operation();
    result.target = summary.target();
    return result;
}

} // namespace dunlin::sqltext
