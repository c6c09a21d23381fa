// SPDX-License-Identifier: MIT
#include "lexer.hpp"
#include "libpg_query.hpp"

#include <dunlin/base/position.hpp>
#include <dunlin/sqltext/syntax.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace dunlin::sqltext {
namespace {

using namespace std::string_view_literals;

/// Other errors of the parser depend on the database (its encoding), on a limit of the parser, or
/// are left to the server because it explains them better.
constexpr std::array syntax_errors{"syntax error"sv, "trailing junk after"sv,
                                   "zero-length delimited identifier"sv, "unterminated"sv};

constexpr auto at_end_of_input = "syntax error at end of input"sv;

bool is_syntax_error(std::string_view message) noexcept {
    return std::any_of(syntax_errors.begin(), syntax_errors.end(),
                       [&](std::string_view start) { return message.starts_with(start); });
}

std::string_view name_of(std::string_view token, token_kind kind) noexcept {
    if (kind == token_kind::comment) {
        return "/* comment";
    }
    if (kind == token_kind::quoted_name) {
        return "quoted identifier";
    }
    return token.starts_with('$') ? "dollar-quoted string" : "quoted string";
}

std::optional<library_error> parse(std::string_view text) {
    auto problem = parse_error_of(std::string(text));
    return problem && is_syntax_error(problem->message) ? std::move(problem) : std::nullopt;
}

} // namespace

int parser_version() noexcept {
    return library_version();
}

bool is_accepted(std::string_view statements) {
    return !parse(statements);
}

std::optional<syntax_problem> find_unclosed(std::string_view statement) {
    std::vector<std::size_t> open;
    lexer tokens(statement);
    token t;
    while (tokens.next(t)) {
        const std::string_view text = tokens.text(t);
        if (tokens.unterminated()) {
            return syntax_problem{t.begin, fmt::format("unterminated {}", name_of(text, t.kind)),
                                  true};
        }
        if (t.kind != token_kind::symbol) {
            continue;
        }
        if (text == "(") {
            open.push_back(t.begin);
        } else if (text == ")" && !open.empty()) {
            open.pop_back();
        }
    }
    if (open.empty()) {
        return std::nullopt;
    }
    return syntax_problem{open.back(), "this parenthesis is never closed", true};
}

std::optional<syntax_problem> find_syntax_problem(std::string_view statement) {
    if (statement.size() > longest_parsed_statement) {
        return find_unclosed(statement);
    }
    const auto problem = parse(statement);
    if (!problem) {
        return std::nullopt;
    }
    if (auto unclosed = find_unclosed(statement)) {
        return unclosed;
    }
    if (problem->message == at_end_of_input) {
        return syntax_problem{statement.size(), "syntax error: the statement is not complete",
                              false};
    }
    const std::size_t character = std::max<std::size_t>(problem->character, 1) - 1;
    return syntax_problem{byte_offset_of(statement, character), problem->message, false};
}

bool has_statement(std::string_view script) {
    lexer tokens(script);
    token t;
    while (tokens.next_significant(t)) {
        if (tokens.text(t) != ";") {
            return true;
        }
    }
    return false;
}

} // namespace dunlin::sqltext
