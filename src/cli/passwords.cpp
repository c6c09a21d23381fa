// SPDX-License-Identifier: MIT
#include "passwords.hpp"

#include <cstddef>
#include <cstring>
#include <optional>

namespace dunlin::cli {
namespace {

struct span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

constexpr std::string_view white = " \t\r\n";

bool is_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The `secret` of `scheme://user:secret@`. The last @ before the end of the authority ends it,
/// since people write passwords with an unescaped @.
std::optional<span> user_information(std::string_view text, std::size_t from) noexcept {
    for (std::size_t scheme = text.find("://", from); scheme != std::string_view::npos;
         scheme = text.find("://", scheme + 3)) {
        const std::size_t begin = scheme + 3;
        const std::size_t stop = std::min(text.find_first_of(" \t\r\n\"'", begin), text.size());
        std::size_t authority = std::min(text.find_first_of("/?#", begin), stop);
        std::size_t at = text.substr(begin, authority - begin).rfind('@');
        if (at == std::string_view::npos) {
            // A slash or question mark of the password itself, left unescaped.
            at = text.substr(begin, stop - begin).rfind('@');
            authority = stop;
        }
        const std::size_t colon = text.substr(begin, authority - begin).find(':');
        if (at != std::string_view::npos && colon < at) {
            return span{begin + colon + 1, begin + at};
        }
    }
    return std::nullopt;
}

/// The end of a value of a key=value string that begins at `begin` (libpq's rules: quotes '...'
/// with backslash escapes); of a URL's query it ends at & as well.
std::size_t end_of_value(std::string_view text, std::size_t begin, bool in_query) noexcept {
    if (begin < text.size() && text[begin] == '\'') {
        std::size_t i = begin + 1;
        while (i < text.size() && text[i] != '\'') {
            i += text[i] == '\\' ? 2 : 1;
        }
        return std::min(i + 1, text.size());
    }
    std::size_t i = begin;
    while (i < text.size() && white.find(text[i]) == std::string_view::npos &&
           !(in_query && (text[i] == '&' || text[i] == '"'))) {
        i += text[i] == '\\' ? 2 : 1;
    }
    return std::min(i, text.size());
}

/// The value of `password=` or `sslpassword=`, blanks around the sign allowed.
std::optional<span> keyword_value(std::string_view text, std::size_t from) noexcept {
    constexpr std::string_view keyword = "password";
    for (std::size_t at = text.find(keyword, from); at != std::string_view::npos;
         at = text.find(keyword, at + 1)) {
        const bool in_query = text.substr(0, at).find('?') != std::string_view::npos;
        const std::size_t sign = text.find_first_not_of(white, at + keyword.size());
        if (sign == std::string_view::npos || text[sign] != '=') {
            continue;
        }
        const bool starts_word = at == 0 || !is_word(text[at - 1]);
        const bool of_key_file = at >= 3 && text.substr(at - 3, 3) == "ssl";
        if (!starts_word && !of_key_file) {
            continue;
        }
        std::size_t begin = text.find_first_not_of(white, sign + 1);
        begin = begin == std::string_view::npos ? text.size() : begin;
        const std::size_t end = end_of_value(text, begin, in_query);
        if (end > begin) {
            return span{begin, end};
        }
    }
    return std::nullopt;
}

/// The first password at or after `from`.
std::optional<span> next_password(std::string_view text, std::size_t from) noexcept {
    const auto user = user_information(text, from);
    const auto key = keyword_value(text, from);
    if (user && key) {
        return user->begin < key->begin ? user : key;
    }
    return user ? user : key;
}

} // namespace

std::string redact(std::string_view text) {
    std::string shown;
    std::size_t done = 0;
    while (const auto found = next_password(text, done)) {
        shown.append(text.substr(done, found->begin - done)).append("***");
        done = found->end;
    }
    return shown.append(text.substr(done));
}

void mask_arguments(int argc, char** argv) noexcept {
    for (int i = 1; i < argc; ++i) {
        const std::string_view text = argv[i];
        std::size_t done = 0;
        while (const auto found = next_password(text, done)) {
            std::memset(argv[i] + found->begin, '*', found->end - found->begin);
            done = found->end;
        }
    }
}

} // namespace dunlin::cli
