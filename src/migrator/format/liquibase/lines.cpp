// SPDX-License-Identifier: MIT
#include "format/liquibase/lines.hpp"

#include "format/flyway/settings.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/text.hpp>

#include <algorithm>
#include <array>

namespace dunlin::migrator {
namespace {

using word = liquibase_word;

struct known_word {
    std::string_view text;
    liquibase_word word;
};

constexpr std::array known_words{
    known_word{"changeset", word::changeset},
    known_word{"property", word::property},
    known_word{"comment", word::comment},
    known_word{"comment:", word::comment},
    known_word{"rollback", word::rollback},
    known_word{"preconditions", word::preconditions},
    known_word{"validchecksum", word::valid_checksum},
    known_word{"validchecksum:", word::valid_checksum},
    known_word{"comments", word::misspelled},
    known_word{"comments:", word::misspelled},
    known_word{"includeall", word::unsupported},
    known_word{"include", word::unsupported},
    known_word{"rollbacksqlfile", word::unsupported},
};

/// A word directly after the dashes is hardly prose; one that differs little from a keyword is a
/// typo.
bool is_typo(std::string_view lower) {
    static const std::array<std::string, 7> names{"changeset",  "property",      "comment",
                                                  "rollback",   "preconditions", "validchecksum",
                                                  "ignorelines"};
    const std::string first(lower.substr(0, lower.find_first_of(" \t:")));
    return first.size() > 5 && !closest_match(first, names).empty();
}

std::string_view next_token(std::string_view& rest) {
    rest = trim(rest);
    std::size_t end = 0;
    bool quoted = false;
    while (end < rest.size() && (quoted || (rest[end] != ' ' && rest[end] != '\t'))) {
        quoted ^= rest[end] == '"';
        ++end;
    }
    const std::string_view token = rest.substr(0, end);
    rest.remove_prefix(end);
    return token;
}

/// Recursive descent over "a or b and !c", commas counting as or; all in lower case.
class expression_reader {
public:
    expression_reader(std::string_view text, const std::vector<std::string>& given)
        : rest_(text), given_(given) {}

    bool alternatives() {
        bool found = all();
        while (accept_word("or") || accept(',')) {
            found = all() || found;
        }
        return found;
    }

private:
    bool all() {
        bool found = term();
        while (accept_word("and")) {
            found = term() && found;
        }
        return found;
    }

    bool term() {
        if (accept('!') || accept_word("not")) {
            return !term();
        }
        if (accept('(')) {
            const bool found = alternatives();
            accept(')');
            return found;
        }
        accept('@');
        rest_ = trim(rest_);
        const std::string_view name = rest_.substr(0, rest_.find_first_of(" \t,()"));
        rest_.remove_prefix(name.size());
        return std::find(given_.begin(), given_.end(), name) != given_.end();
    }

    bool accept(char c) {
        rest_ = trim(rest_);
        const bool found = rest_.starts_with(c);
        rest_.remove_prefix(found ? 1 : 0);
        return found;
    }

    bool accept_word(std::string_view text) {
        rest_ = trim(rest_);
        const bool found =
            rest_.starts_with(text) &&
            (rest_.size() == text.size() ||
             std::string_view(" \t(!").find(rest_[text.size()]) != std::string_view::npos);
        rest_.remove_prefix(found ? text.size() : 0);
        return found;
    }

    std::string_view rest_;
    const std::vector<std::string>& given_;
};

} // namespace

liquibase_line read_liquibase_line(std::string_view line) {
    const std::string_view text = trim(line);
    if (text.starts_with("-") && !text.starts_with("--")) {
        const std::string lower = lower_case(trim(text.substr(1)));
        const bool meant = lower.starts_with("changeset ") || lower.starts_with("rollback ") ||
                           lower.starts_with("preconditions ");
        return {meant ? word::misspelled : word::none, text};
    }
    if (!text.starts_with("--")) {
        return {};
    }
    const std::string_view after = text.substr(2);
    const std::string_view rest = trim(after);
    const std::string lower = lower_case(rest);
    const std::size_t end = std::min(lower.find_first_of(" \t"), lower.size());
    const std::string first = lower.substr(0, end);
    if (first.starts_with("ignorelines:")) {
        return {word::ignore_lines, trim(rest.substr(12))};
    }
    if (first.starts_with("precondition-")) {
        return {word::precondition, rest.substr(13)};
    }
    if (first == "liquibase" &&
        trim(std::string_view(lower).substr(end)).starts_with("formatted")) {
        return {word::header, rest.substr(end)};
    }
    for (const known_word& known : known_words) {
        if (first == known.text) {
            return {known.word, rest.substr(end)};
        }
    }
    const bool directly = after.size() == rest.size();
    return {directly && is_typo(lower) ? word::typo : word::none, rest};
}

bool is_liquibase_document(std::string_view text) {
    text = trim(without_bom(text));
    return read_liquibase_line(text.substr(0, text.find_first_of("\r\n"))).word == word::header;
}

std::optional<std::map<std::string, std::string>> read_liquibase_attributes(std::string_view rest,
                                                                            std::string& defect) {
    std::map<std::string, std::string> attributes;
    for (std::string_view token = next_token(rest); !token.empty(); token = next_token(rest)) {
        const std::size_t colon = token.find(':');
        if (colon == std::string_view::npos || colon == 0) {
            defect = token;
            return std::nullopt;
        }
        std::string_view value = token.substr(colon + 1);
        if (value.empty() && !rest.empty()) { // "name: value", as with --property
            value = next_token(rest);
        }
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
            value = value.substr(1, value.size() - 2);
        }
        attributes.insert_or_assign(lower_case(token.substr(0, colon)), std::string(value));
    }
    return attributes;
}

bool liquibase_matches(std::string_view expression, std::string_view given) {
    std::vector<std::string> names;
    while (!given.empty()) {
        const std::size_t comma = std::min(given.find(','), given.size());
        std::string_view name = trim(given.substr(0, comma));
        name.remove_prefix(name.starts_with('@') ? 1 : 0);
        if (!name.empty()) {
            names.push_back(lower_case(name));
        }
        given.remove_prefix(std::min(comma + 1, given.size()));
    }
    const std::string lower = lower_case(trim(expression));
    return names.empty() || lower.empty() || expression_reader(lower, names).alternatives();
}

} // namespace dunlin::migrator
