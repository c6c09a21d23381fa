// SPDX-License-Identifier: MIT
#include "server_error.hpp"

#include "server_secrets.hpp"

#include <dunlin/base/text.hpp>

#include <charconv>
#include <utility>

namespace dunlin::sqldb {
namespace {

std::string_view field_of(const PGresult* result, int code) noexcept {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string_view{} : std::string_view{text};
}

std::size_t position_of(const PGresult* result) noexcept {
    const auto text = field_of(result, PG_DIAG_STATEMENT_POSITION);
    std::size_t position = 0;
    std::from_chars(text.data(), text.data() + text.size(), position);
    return position;
}

} // namespace

std::string_view sqlstate_of(const PGresult* result) noexcept {
    return field_of(result, PG_DIAG_SQLSTATE);
}

sql_error server_error(const PGresult* result, std::string_view sql) {
    server_words words;
    words.sqlstate = sqlstate_of(result);
    words.message = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
    if (words.message.empty()) {
        words.message = trim(PQresultErrorMessage(result));
    }
    words.detail = field_of(result, PG_DIAG_MESSAGE_DETAIL);
    words.hint = field_of(result, PG_DIAG_MESSAGE_HINT);
    words.context = field_of(result, PG_DIAG_CONTEXT);
    hide_secrets(words, sql);
    sql_error problem(kind_of_sqlstate(words.sqlstate), words.message);
    problem.with_hint(std::move(words.hint));
    problem.sqlstate = std::move(words.sqlstate);
    problem.detail = std::move(words.detail);
    problem.context = std::move(words.context);
    problem.constraint = field_of(result, PG_DIAG_CONSTRAINT_NAME);
    problem.table = field_of(result, PG_DIAG_TABLE_NAME);
    problem.column = field_of(result, PG_DIAG_COLUMN_NAME);
    problem.position = position_of(result);
    return problem;
}

} // namespace dunlin::sqldb
