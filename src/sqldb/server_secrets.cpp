// SPDX-License-Identifier: MIT
#include "server_secrets.hpp"

#include <dunlin/sqltext/secrets.hpp>

#include <algorithm>

namespace dunlin::sqldb {
namespace {

using sqltext::secret_mask;
using std::string_view;

void replace_all(std::string& text, string_view value, string_view shown = secret_mask) {
    for (std::size_t at = 0; (at = text.find(value, at)) != std::string::npos;) {
        text.replace(at, value.size(), shown);
        at += shown.size();
    }
}

/// Data exceptions quote the value that does not fit, syntax errors quote a nearby literal, and a
/// function may raise any text, also as a notice (classes 00 and 01). Other messages quote names,
/// which may equal a value by chance.
bool message_may_quote(string_view sqlstate) {
    return sqlstate.starts_with("22") || sqlstate == "42601" || sqlstate.starts_with("P0") ||
           sqlstate.starts_with("00") || sqlstate.starts_with("01");
}

void mask_literals(error_fields& fields, string_view sql) {
    if (message_may_quote(fields.sqlstate) || !fields.detail.empty() || !fields.hint.empty() ||
        !fields.context.empty()) {
        hide_values(fields, sqltext::secret_values(sql));
    }
}

/// From an opening parenthesis to the last closing one of the text.
void mask_parentheses(std::string& text, std::size_t open) {
    const std::size_t close = text.rfind(')');
    if (open != std::string::npos && close != std::string::npos && close > open) {
        text.replace(open + 1, close - open - 1, secret_mask);
    }
}

/// "Key (a, token)=(1, x) already exists.", in any language, because only the words around the
/// parentheses differ. For a partition's key there are blanks around the equals sign.
bool mask_key(std::string& detail) {
    for (const string_view between : {")=(", ") = ("}) {
        const std::size_t at = detail.find(between);
        const std::size_t open = detail.find('(');
        if (at != std::string::npos && open < at) {
            if (sqltext::has_secret_name(string_view(detail).substr(open, at - open))) {
                mask_parentheses(detail, at + between.size() - 1);
            }
            return true;
        }
    }
    return false;
}

/// Whether the detail of this error shows a whole row, as for NOT NULL, CHECK and WITH CHECK
/// OPTION.
bool shows_row(string_view sqlstate) {
    return sqlstate == "23502" || sqlstate == "23514" || sqlstate == "44000";
}

void mask_detail(error_fields& fields) {
    if (!mask_key(fields.detail) && shows_row(fields.sqlstate)) {
        mask_parentheses(fields.detail, fields.detail.find('('));
    }
}

/// The value of "COPY users, line 3, column token: "x"", which the message repeats, or the whole
/// line of "COPY users, line 3: "1,x"", when one of the columns that the statement names is a
/// secret.
void mask_copy_context(error_fields& fields, string_view sql) {
    constexpr string_view before_value = ": \"";
    std::string& context = fields.context;
    const std::size_t colon = context.find(before_value);
    const std::size_t comma = context.rfind(", ", colon);
    if (!context.starts_with("COPY ") || colon == std::string::npos || comma == std::string::npos) {
        return;
    }
    const string_view location = string_view(context).substr(comma, colon - comma);
    const bool is_row = location.starts_with(", line ");
    if (!sqltext::has_secret_name(is_row ? sql : location)) {
        return;
    }
    const std::size_t begin = colon + before_value.size();
    const std::size_t end = std::max(context.rfind('"'), begin);
    const std::string value = context.substr(begin, end - begin);
    context.replace(begin, end - begin, secret_mask);
    if (!value.empty()) {
        replace_all(fields.message, '"' + value + '"', "\"***\"");
    }
}

} // namespace

void hide_values(error_fields& fields, const std::vector<std::string>& values) {
    constexpr std::size_t shortest = 4; // shorter values occur in too many words
    const bool in_message = message_may_quote(fields.sqlstate);
    for (const std::string& value : values) {
        if (value.size() < shortest) {
            replace_all(fields.message, "'" + value + "'");
            continue;
        }
        for (std::string* text : {&fields.detail, &fields.hint, &fields.context}) {
            replace_all(*text, value);
        }
        if (in_message) {
            replace_all(fields.message, value);
        }
    }
}

void hide_secrets(error_fields& fields, string_view sql) {
    mask_detail(fields);
    mask_copy_context(fields, sql);
    mask_literals(fields, sql);
}

} // namespace dunlin::sqldb
