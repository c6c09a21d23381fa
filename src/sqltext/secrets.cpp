// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/secrets.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <algorithm>
#include <cctype>
#include <optional>

namespace dunlin::sqltext {
namespace {

using std::string_view;

bool is_name_character(char c) noexcept {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// The first identifier from `at` on that is a secret name; npos when there is none.
std::size_t find_secret_name(string_view text, std::size_t at) {
    while (at < text.size()) {
        if (!is_name_character(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_name_character(text[end])) {
            ++end;
        }
        if (is_secret_name(text.substr(at, end - at))) {
            return at;
        }
        at = end;
    }
    return string_view::npos;
}

bool is_string(string_view sql, const token& current) {
    return current.kind == token_kind::literal && sql[current.end - 1] != '"';
}

bool is_dollar_quoted(string_view sql, const token& current) {
    return current.kind == token_kind::literal && sql[current.begin] == '$';
}

bool is_name(const token& current) {
    return current.kind == token_kind::word || current.kind == token_kind::keyword ||
           current.kind == token_kind::quoted_name;
}

/// The offset in the literal at which the text between the tags begins.
std::size_t dollar_tag_size(string_view literal) {
    return literal.find('$', 1) + 1;
}

/// Finds the secrets of one statement from its tokens without comments.
class statement_scan {
public:
    statement_scan(string_view sql, std::size_t offset, std::vector<secret_literal>& secrets)
        : sql_(sql), offset_(offset), secrets_(secrets) {}

    void add(const token& next) { tokens_.push_back(next); }

    void end() {
        const bool all = names_a_secret();
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!is_string(sql_, tokens_[i])) {
                continue;
            }
            if (all || (i > 0 && is_secret(tokens_[i - 1]))) {
                secrets_.push_back({offset_ + tokens_[i].begin, offset_ + tokens_[i].end});
            } else if (is_dollar_quoted(sql_, tokens_[i])) {
                search_body(tokens_[i]);
            }
        }
        tokens_.clear();
    }

private:
    [[nodiscard]] string_view text_of(const token& current) const {
        return sql_.substr(current.begin, current.end - current.begin);
    }

    [[nodiscard]] bool is_secret(const token& current) const {
        return is_name(current) && has_secret_name(text_of(current));
    }

    /// Whether the statement has a secret name that no literal follows directly, or a literal that
    /// contains one, as connection strings and the texts of EXECUTE do.
    [[nodiscard]] bool names_a_secret() const {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (is_string(sql_, tokens_[i]) && !is_dollar_quoted(sql_, tokens_[i]) &&
                has_secret_name(text_of(tokens_[i]))) {
                return true;
            }
            const bool followed = i + 1 < tokens_.size() && is_string(sql_, tokens_[i + 1]);
            if (is_secret(tokens_[i]) && !followed) {
                return true;
            }
        }
        return false;
    }

    void search_body(const token& body) {
        const string_view literal = text_of(body);
        const std::size_t tag = dollar_tag_size(literal);
        for (const auto& found : find_secrets(literal.substr(tag, literal.size() - 2 * tag))) {
            const std::size_t begin = offset_ + body.begin + tag;
            secrets_.push_back({begin + found.begin, begin + found.end});
        }
    }

    string_view sql_;
    std::size_t offset_;
    std::vector<secret_literal>& secrets_;
    std::vector<token> tokens_;
};

void append_unescaped(std::string& secrets, string_view text, char quote, bool backslashes) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool doubled = text[i] == quote && i + 1 < text.size() && text[i + 1] == quote;
        const bool escaped = backslashes && text[i] == '\\' && i + 1 < text.size();
        i += doubled || escaped ? 1 : 0;
        secrets += text[i];
    }
}

/// The text with an "x" for each character of a ${name}. A placeholder stands for its value and so
/// is not secret, whatever its name, and the scanner does not know it.
std::string without_placeholders(string_view text) {
    std::string result(text);
    for (std::size_t at = 0; (at = result.find("${", at)) != std::string::npos;) {
        std::size_t end = at + 2;
        while (end < result.size() && is_name_character(result[end]) && result[end] != '$') {
            ++end;
        }
        if (end < result.size() && result[end] == '}') {
            result.replace(at, end + 1 - at, end + 1 - at, 'x');
        }
        at = end;
    }
    return result;
}

/// The value of a literal; nullopt when it is not closed.
std::optional<std::string> value_of(string_view literal) {
    if (literal.starts_with('$')) {
        const std::size_t tag = dollar_tag_size(literal);
        return literal.size() < 2 * tag
                   ? std::nullopt
                   : std::optional(std::string(literal.substr(tag, literal.size() - 2 * tag)));
    }
    const std::size_t open = literal.find('\'');
    if (open == string_view::npos || literal.size() < open + 2) {
        return std::nullopt;
    }
    const char prefix = open == 0 ? ' ' : literal[0];
    std::string value;
    append_unescaped(value, literal.substr(open + 1, literal.size() - open - 2), '\'',
                     prefix == 'e' || prefix == 'E');
    return value;
}

struct line_context {
    std::string text;
    std::size_t begin = 0; ///< the offset of the line in it
};

/// The statement with the whole line in place of its part in the statement, so that the rest of the
/// line is examined, too. The line alone when it is not in the statement.
line_context line_in_statement(string_view line, string_view sql) {
    std::size_t best = 0;
    std::size_t best_size = 0;
    for (std::size_t begin = 0; begin < sql.size();) {
        const std::size_t size = std::min(sql.find_first_of("\r\n", begin), sql.size()) - begin;
        if (size > best_size && line.find(sql.substr(begin, size)) != string_view::npos) {
            best = begin;
            best_size = size;
        }
        begin += size + 1;
    }
    if (best_size == 0) {
        return {std::string(line), 0};
    }
    return {std::string(sql.substr(0, best)).append(line).append(sql.substr(best + best_size)),
            best};
}

} // namespace

bool is_secret_name(string_view name) {
    constexpr string_view hash = "_hash";
    const std::string lower_name = lower_case(name);
    for (const string_view part : {"password", "passwd", "secret", "token"}) {
        if (lower_name.find(part) != std::string::npos) {
            return true;
        }
    }
    return lower_name.ends_with(hash);
}

bool has_secret_name(string_view text) {
    return find_secret_name(text, 0) != string_view::npos;
}

std::vector<secret_literal> find_secrets(string_view text) {
    const std::string named = without_placeholders(text);
    const string_view sql = named;
    std::vector<secret_literal> found;
    // Most texts contain none and need not be scanned.
    const std::size_t first = find_secret_name(sql, 0);
    if (first == string_view::npos) {
        return found;
    }
    try {
        statement_scan statement(sql, 0, found);
        for (const token& next : scan(sql)) {
            if (next.kind == token_kind::symbol && sql[next.begin] == ';') {
                statement.end();
            } else if (next.kind != token_kind::comment) {
                statement.add(next);
            }
        }
        statement.end();
    } catch (const error&) {
        const std::size_t quote = std::min(sql.find_first_of("'$", first), sql.size());
        found.assign(quote == sql.size() ? 0 : 1, {quote, sql.size()});
    }
    return found;
}

std::string hide_secrets(string_view sql) {
    std::string shown;
    std::size_t at = 0;
    for (const auto& secret : find_secrets(sql)) {
        shown.append(sql.substr(at, secret.begin - at)).append("'***'");
        at = secret.end;
    }
    return shown.append(sql.substr(at));
}

shown_line hide_secrets_in_line(string_view line, std::size_t column, string_view sql) {
    const auto [text, begin] = line_in_statement(line, sql);
    const auto secrets = find_secrets(text);
    const std::size_t column_offset = column == 0 ? line.size() : byte_offset_of(line, column - 1);
    shown_line result;
    std::size_t at = 0;
    std::optional<std::size_t> moved;
    for (const auto& secret : secrets) {
        if (secret.end <= begin || secret.begin >= begin + line.size()) {
            continue;
        }
        const std::size_t from = std::max(secret.begin, begin) - begin;
        const std::size_t to = std::min(secret.end - begin, line.size());
        if (!moved && column_offset < to) {
            moved = result.text.size() + std::min(column_offset, from) - at;
        }
        result.text.append(line.substr(at, from - at)).append("'***'");
        at = to;
    }
    if (!moved) {
        moved = result.text.size() + (column_offset - std::min(column_offset, at));
    }
    result.text.append(line.substr(at));
    const string_view before = string_view(result.text).substr(0, *moved);
    result.column = column == 0 ? 0 : 1 + character_count(before);
    return result;
}

std::vector<std::string> secret_values(string_view sql) {
    std::vector<std::string> values;
    for (const auto& secret : find_secrets(sql)) {
        if (auto value = value_of(sql.substr(secret.begin, secret.end - secret.begin))) {
            values.push_back(std::move(*value));
        }
    }
    return values;
}

} // namespace dunlin::sqltext
