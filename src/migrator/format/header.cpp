// SPDX-License-Identifier: MIT
#include "format/header.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/migrator/version.hpp>

#include <array>
#include <string>

namespace dunlin::migrator {
namespace {

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
    std::string lower_text(text);
    for (char& c : lower_text) {
        c = lower(c);
    }
    return lower_text;
}

/// A comment of the shape `-- word: value` or `-- word value`.
struct labelled {
    std::string word;
    std::string_view value;
    bool has_colon = false;
    bool at_line_start = false;
};

labelled split_label(std::string_view line) {
    const std::size_t dashes = line.find("--");
    std::string_view rest = line.substr(dashes + 2);
    const std::size_t blanks = std::min(rest.find_first_not_of(" \t"), rest.size());
    labelled parts;
    parts.at_line_start = dashes == 0 && (blanks == 0 || (blanks == 1 && rest[0] == ' '));
    rest.remove_prefix(blanks);
    std::size_t length = 0;
    while (length < rest.size() && lower(rest[length]) >= 'a' && lower(rest[length]) <= 'z') {
        ++length;
    }
    parts.word = lower(rest.substr(0, length));
    rest.remove_prefix(length);
    rest = trim(rest);
    parts.has_colon = rest.starts_with(':');
    parts.value = trim(parts.has_colon ? rest.substr(1) : rest);
    return parts;
}

header_kind kind_of_word(const std::string& word) {
    if (word == "version" || word == "ver" || word == "vers") {
        return header_kind::version;
    }
    if (word == "description" || word == "des" || word == "desc") {
        return header_kind::description;
    }
    return header_kind::none;
}

bool is_misspelt(const labelled& parts) {
    static const std::array<std::string, 2> keywords{"version", "description"};
    if (parts.word.size() < 5 || !parts.has_colon) {
        return false;
    }
    const std::string meant = closest_match(parts.word, keywords);
    return meant == "description" || (meant == "version" && is_version(parts.value));
}

} // namespace

header read_header(std::string_view line) {
    const labelled parts = split_label(line);
    const header_kind kind = kind_of_word(parts.word);
    if (kind == header_kind::none) {
        return {is_misspelt(parts) ? header_kind::misspelled : header_kind::none, parts.value};
    }
    if (parts.has_colon && parts.at_line_start) {
        return {kind, parts.value};
    }
    const bool meant = parts.has_colon || (kind == header_kind::version && is_version(parts.value));
    return {meant ? header_kind::misspelled : header_kind::none, parts.value};
}

bool darwin_takes_as_header(std::string_view line) {
    const std::string start = lower(line.substr(0, 6));
    return start.starts_with("--ver") || start.starts_with("-- ver") ||
           start.starts_with("--des") || start.starts_with("-- des");
}

} // namespace dunlin::migrator
