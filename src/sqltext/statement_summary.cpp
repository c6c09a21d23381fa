// SPDX-License-Identifier: MIT
#include "statement_summary.hpp"

#include <algorithm>
#include <array>

namespace dunlin::sqltext {
namespace {

using namespace std::string_view_literals;
using word_list = std::span<const std::string_view>;

constexpr std::array before_a_type{"OR"sv,        "REPLACE"sv,  "UNIQUE"sv, "TEMP"sv,
                                   "TEMPORARY"sv, "UNLOGGED"sv, "GLOBAL"sv, "LOCAL"sv,
                                   "TRUSTED"sv,   "RECURSIVE"sv};
constexpr std::array before_a_name{"CONCURRENTLY"sv, "IF"sv,   "NOT"sv,
                                   "EXISTS"sv,       "ONLY"sv, "TABLE"sv};
constexpr std::array of_two_words{"MATERIALIZED"sv, "FOREIGN"sv, "EVENT"sv, "ACCESS"sv, "TEXT"sv};
constexpr std::array of_rows{"SELECT"sv, "INSERT"sv, "UPDATE"sv, "DELETE"sv, "MERGE"sv};
constexpr std::array definitions{"CREATE"sv, "ALTER"sv, "DROP"sv};
constexpr std::array of_tables{"COPY"sv, "TRUNCATE"sv, "LOCK"sv, "ANALYZE"sv, "VACUUM"sv};
/// CREATE INDEX needs no name; its table has one.
constexpr std::array before_a_table{"ON"sv, "ONLY"sv};
constexpr std::array only{"ONLY"sv};

bool contains(word_list words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

statement_summary::statement_summary(std::string_view sql, const std::vector<token>& tokens)
    : sql_(sql) {
    std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(tokens_),
                 [](const token& current) { return current.kind != token_kind::comment; });
    read();
}

void statement_summary::read() {
    operation_ = word();
    if (operation_.empty()) {
        return;
    }
    if (operation_ == "WITH") {
        read_rows();
        return;
    }
    ++at_;
    if (contains(definitions, operation_)) {
        read_definition();
    } else if (contains(of_rows, operation_)) {
        --at_;
        read_rows();
    } else if (contains(of_tables, operation_)) {
        skip(before_a_name);
        read_name();
    }
}

void statement_summary::read_definition() {
    skip(before_a_type);
    std::string type = word();
    ++at_;
    if (contains(of_two_words, type)) {
        type += ' ' + word();
        ++at_;
    }
    operation_ += type.empty() ? "" : ' ' + type;
    skip(before_a_name);
    skip(before_a_table);
    read_name();
}

/// Of WITH, the statement after its subqueries.
void statement_summary::read_rows() {
    int depth = 0;
    for (; at_ < tokens_.size(); ++at_) {
        depth += is_symbol('(') ? 1 : is_symbol(')') ? -1 : 0;
        if (depth == 0 && contains(of_rows, word())) {
            operation_ = word();
            break;
        }
    }
    ++at_;
    if (operation_ == "UPDATE" ||
        skip_to(operation_ == "INSERT" || operation_ == "MERGE" ? "INTO" : "FROM")) {
        skip(only);
        read_name();
    }
}

bool statement_summary::skip_to(std::string_view expected) {
    int depth = 0;
    for (; at_ < tokens_.size(); ++at_) {
        depth += is_symbol('(') ? 1 : is_symbol(')') ? -1 : 0;
        if (depth == 0 && word() == expected) {
            ++at_;
            return true;
        }
    }
    return false;
}

void statement_summary::skip(word_list any) {
    while (at_ < tokens_.size() && contains(any, word())) {
        ++at_;
    }
}

/// Reads a name with its schema, as written.
void statement_summary::read_name() {
    const auto is_name = [&] {
        return at_ < tokens_.size() &&
               (tokens_[at_].kind == token_kind::word || tokens_[at_].kind == token_kind::keyword ||
                tokens_[at_].kind == token_kind::quoted_name);
    };
    while (is_name()) {
        target_ += sql_.substr(tokens_[at_].begin, tokens_[at_].end - tokens_[at_].begin);
        ++at_;
        if (!is_symbol('.')) {
            return;
        }
        target_ += '.';
        ++at_;
    }
}

std::string statement_summary::word() const {
    std::string text;
    if (at_ < tokens_.size() &&
        (tokens_[at_].kind == token_kind::word || tokens_[at_].kind == token_kind::keyword)) {
        text = sql_.substr(tokens_[at_].begin, tokens_[at_].end - tokens_[at_].begin);
        std::transform(text.begin(), text.end(), text.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
    }
    return text;
}

bool statement_summary::is_symbol(char symbol) const {
    return at_ < tokens_.size() && tokens_[at_].kind == token_kind::symbol &&
           sql_[tokens_[at_].begin] == symbol && tokens_[at_].end == tokens_[at_].begin + 1;
}

} // namespace dunlin::sqltext
