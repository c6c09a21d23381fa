// SPDX-License-Identifier: MIT
#include <dunlin/base/text.hpp>
#include <dunlin/config/redact.hpp>

#include <algorithm>
#include <array>

namespace dunlin::config {
namespace {

constexpr std::string_view mask = "***";
constexpr std::string_view white_space = " \t\r\n\v\f";
/// The ends, in lower case, of the names of libpq's secret options (dispchar "*") and of variables
/// such as PGPASSWORD.
constexpr std::array<std::string_view, 4> secret_keys{"password", "client_secret",
                                                      "scram_client_key", "scram_server_key"};

/// The end of the URL that starts at `begin`. A text that begins with a URL is a URL to its end,
/// because a password may contain a blank.
std::size_t url_end(std::string_view text, std::size_t scheme_begin, std::size_t begin) {
    if (scheme_begin == 0) {
        return text.size();
    }
    return std::min(text.find_first_of(" \t\r\n\"'<>", begin), text.size());
}

bool is_port_list(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || c == ','; });
}

/// Masks "user:PASSWORD@" of what follows "://".
std::string redact_authority(std::string_view rest) {
    const std::size_t colon = rest.find(':');
    const std::size_t at = rest.rfind('@');
    if (colon != std::string_view::npos && at != std::string_view::npos && colon < at) {
        if (at == colon + 1) { // an empty password
            return std::string(rest);
        }
        return std::string(rest.substr(0, colon + 1)).append(mask).append(rest.substr(at));
    }
    // "scheme://user:secret" without a host.
    const std::size_t slash = std::min(rest.find_first_of("/?"), rest.size());
    const bool ipv6 = rest.starts_with('[');
    if (colon < slash && !ipv6 && at == std::string_view::npos &&
        !is_port_list(rest.substr(colon + 1, slash - colon - 1)) &&
        rest.find(',') == std::string_view::npos) {
        return std::string(rest.substr(0, colon + 1)).append(mask).append(rest.substr(slash));
    }
    return std::string(rest);
}

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The end of a value in key=value form (libpq, conninfo_parse), or of a URL's query parameter.
std::size_t value_end(std::string_view text, std::size_t begin) {
    if (begin < text.size() && text[begin] == '\'') {
        for (std::size_t at = begin + 1; at < text.size(); ++at) {
            if (text[at] == '\\') {
                ++at;
            } else if (text[at] == '\'') {
                return at + 1;
            }
        }
        return text.size();
    }
    std::size_t at = begin;
    while (at < text.size() && white_space.find(text[at]) == std::string_view::npos &&
           text[at] != '&') {
        at += text[at] == '\\' ? 2 : 1;
    }
    return std::min(at, text.size());
}

/// Where the value begins, when `at` is directly after the key; npos when it is not a key.
std::size_t value_begin(std::string_view text, std::size_t at) {
    at = std::min(text.find_first_not_of(white_space, at), text.size());
    if (at == text.size() || text[at] != '=') {
        return std::string_view::npos;
    }
    return std::min(text.find_first_not_of(white_space, at + 1), text.size());
}

/// The end of the first secret key from `at` on; npos when there is none.
std::size_t find_key_end(std::string_view lower, std::size_t at) {
    std::size_t first = std::string_view::npos;
    for (const std::string_view key : secret_keys) {
        const std::size_t found = lower.find(key, at);
        if (found != std::string_view::npos) {
            first = std::min(first, found + key.size());
        }
    }
    return first;
}

std::string redact_keys(std::string_view text) {
    const std::string lower = lower_case(text);
    std::string out;
    std::size_t begin = 0;
    std::size_t search = 0;
    while ((search = find_key_end(lower, search)) != std::string_view::npos) {
        const std::size_t value = value_begin(text, search);
        if (value == std::string_view::npos) {
            continue;
        }
        const std::size_t end = value_end(text, value);
        out.append(text.substr(begin, value - begin)).append(value < end ? mask : "");
        begin = search = end;
    }
    return out.append(text.substr(begin));
}

/// A query parameter's name may be percent-encoded ("pass%77ord"); such a parameter is masked to
/// the end of the URL, because it is written that way only to hide it.
std::string redact_encoded_parameters(std::string text) {
    const std::size_t question = text.find('?');
    if (question == std::string::npos) {
        return text;
    }
    for (std::size_t at = question; at != std::string::npos; at = text.find('&', at + 1)) {
        const std::size_t equals = text.find('=', at);
        const std::size_t percent = text.find('%', at);
        if (percent < equals && equals != std::string::npos) {
            return text.substr(0, equals + 1).append(mask);
        }
    }
    return text;
}

} // namespace

std::string redact(std::string_view text) {
    std::string out;
    std::size_t begin = 0;
    while (true) {
        const std::size_t separator = text.find("://", begin);
        if (separator == std::string_view::npos) {
            break;
        }
        std::size_t scheme = separator;
        while (scheme > begin && is_word_character(text[scheme - 1])) {
            --scheme;
        }
        const std::size_t authority = separator + 3;
        const std::size_t end = url_end(text, scheme, authority);
        out += text.substr(begin, authority - begin);
        out += redact_encoded_parameters(redact_authority(text.substr(authority, end - authority)));
        begin = end;
    }
    out += text.substr(begin);
    return redact_keys(out);
}

bool holds_password(std::string_view text) {
    std::string bare;
    while (true) {
        const std::size_t open = text.find("${");
        const std::size_t close = text.find('}', std::min(open, text.size()));
        if (open == std::string_view::npos || close == std::string_view::npos) {
            break;
        }
        bare += text.substr(0, open);
        text.remove_prefix(close + 1);
    }
    bare += text;
    return redact(bare) != bare;
}

} // namespace dunlin::config
