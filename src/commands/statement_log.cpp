// SPDX-License-Identifier: MIT
#include "statement_log.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/talk.hpp>
#include <dunlin/sqltext/tokens.hpp>

namespace dunlin::commands {

void statement_log::on_statement(const sqldb::statement_event& event) noexcept {
    if (voice_.traces()) {
        voice_.statement(mask_values(event.sql), event);
    }
}

std::string mask_values(std::string_view sql) {
    using sqltext::token_kind;
    std::vector<sqltext::token> tokens;
    try {
        tokens = sqltext::scan(sql);
    } catch (const error&) {
        return "(a statement that cannot be read)";
    }
    std::string text;
    std::size_t end = 0;
    for (const auto& token : tokens) {
        if (token.kind == token_kind::comment) {
            continue;
        }
        if (!text.empty() && token.begin > end) {
            text += ' ';
        }
        const bool value = token.kind == token_kind::literal || token.kind == token_kind::number;
        text += value ? "?" : sql.substr(token.begin, token.end - token.begin);
        end = token.end;
    }
    return text;
}

} // namespace dunlin::commands
