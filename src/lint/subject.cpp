// SPDX-License-Identifier: MIT
#include "subject.hpp"

#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::lint {
namespace {

bool is_word(std::string_view text, std::string_view upper_case) {
    return std::equal(text.begin(), text.end(), upper_case.begin(), upper_case.end(),
                      [](char a, char b) {
                          return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
                      });
}

} // namespace

bool may_be_same(const object_name& left, const object_name& right) noexcept {
    return left.name == right.name &&
           (!left.schema || !right.schema || *left.schema == *right.schema);
}

bool contains(std::span<const object_name> names, const object_name& name) noexcept {
    return std::any_of(names.begin(), names.end(),
                       [&](const object_name& candidate) { return may_be_same(candidate, name); });
}

bool subject::is_new(const object_name& relation) const {
    return contains(new_relations, relation);
}

std::string with_word_after(std::string_view sql, std::string_view after, std::string_view word) {
    for (const sqltext::token& token : sqltext::scan(sql)) {
        if (is_word(sql.substr(token.begin, token.end - token.begin), after)) {
            return fmt::format("{} {}{};", sql.substr(0, token.end), word, sql.substr(token.end));
        }
    }
    return std::string(sql) + ";";
}

std::string alter_table(const object_name& table, std::string_view subcommand) {
    return fmt::format("ALTER TABLE {} {};", sqltext::quote_name(table), subcommand);
}

std::string definition_of(const sqltext::constraint& constraint) {
    if (constraint.name.empty()) {
        return constraint.text;
    }
    const auto tokens = sqltext::scan(constraint.text);
    return tokens.size() > 2 && is_word(constraint.text.substr(0, tokens[0].end), "CONSTRAINT")
               ? constraint.text.substr(tokens[2].begin)
               : constraint.text;
}

std::string name_of(const sqltext::constraint& constraint, const sqltext::action& action,
                    std::string_view suffix) {
    if (!constraint.name.empty()) {
        return constraint.name;
    }
    std::string name = action.object.name;
    if (action.column) {
        name += "_" + action.column->name;
    }
    for (const std::string& column : constraint.columns) {
        name += "_" + column;
    }
    return fmt::format("{}_{}", name, suffix);
}

std::string add_column_without(const sqltext::column_definition& column,
                               sqltext::constraint_type type) {
    std::string text =
        fmt::format("ADD COLUMN {} {}", sqltext::quote_name(column.name), column.type.text);
    for (const sqltext::constraint& constraint : column.constraints) {
        text += constraint.type == type ? "" : " " + constraint.text;
    }
    return text;
}

std::string add_not_valid(const object_name& table, const std::string& name,
                          std::string_view definition) {
    const std::string quoted = sqltext::quote_name(name);
    return alter_table(table, fmt::format("ADD CONSTRAINT {} {} NOT VALID", quoted, definition)) +
           "\n-- in a later migration:\n" + alter_table(table, "VALIDATE CONSTRAINT " + quoted);
}

} // namespace dunlin::lint
