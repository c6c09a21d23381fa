// SPDX-License-Identifier: MIT
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <iterator>

namespace dunlin::output {
namespace {

struct character {
    utf8proc_int32_t code = -1; ///< -1: the byte is not UTF-8
    std::size_t length = 1;
};

character decode(std::string_view rest) noexcept {
    const auto first = static_cast<unsigned char>(rest.front());
    if (first < 0x80) {
        return {first, 1};
    }
    character next;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                         static_cast<utf8proc_ssize_t>(rest.size()), &next.code);
    if (length <= 0) {
        return {-1, 1};
    }
    next.length = static_cast<std::size_t>(length);
    return next;
}

constexpr bool is_plain(unsigned char byte) noexcept {
    return byte >= 0x20 && byte < 0x7F;
}

constexpr bool is_dangerous(utf8proc_int32_t code) noexcept {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) ||      // C0, DEL, C1; and -1
           code == 0x061C || code == 0x200E || code == 0x200F || // bidirectional marks
           (code >= 0x2028 && code <= 0x202E) ||                 // separators, overrides
           (code >= 0x2066 && code <= 0x2069) ||                 // isolates
           code == 0xFEFF;
}

void append_visible(std::string& out, const character& decoded, char byte) {
    switch (decoded.code) {
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (decoded.code < 0x80) {
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(byte));
    } else {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(decoded.code));
    }
}

std::size_t width_of(const character& decoded) noexcept {
    if (decoded.code >= 0x20 && decoded.code < 0x7F) {
        return 1;
    }
    const int width = utf8proc_charwidth(decoded.code);
    return width > 0 ? static_cast<std::size_t>(width) : 0;
}

} // namespace

bool is_safe(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        if (is_plain(static_cast<unsigned char>(text[at]))) {
            ++at;
            continue;
        }
        const character next = decode(text.substr(at));
        if (is_dangerous(next.code)) {
            return false;
        }
        at += next.length;
    }
    return true;
}

void append_safe_text(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const character next = decode(text.substr(at));
        if (is_dangerous(next.code)) {
            append_visible(out, next, text[at]);
        } else {
            out.append(text, at, next.length);
        }
        at += next.length;
    }
}

std::string safe_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    append_safe_text(out, text);
    return out;
}

std::string safe_lines(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t at = std::min(text.find_first_of("\n\t\r", begin), text.size());
        append_safe_text(out, text.substr(begin, at - begin));
        if (at == text.size()) {
            break;
        }
        const bool ends_line = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (text[at] == '\n') {
            out += '\n';
        } else if (text[at] == '\t') {
            out += "    ";
        } else if (!ends_line) {
            out += "\\r";
        }
        begin = at + 1;
    }
    return out;
}

std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const character next = decode(text.substr(at));
        width += width_of(next);
        at += next.length;
    }
    return width;
}

std::size_t prefix_of_width(std::string_view text, std::size_t width) noexcept {
    std::size_t at = 0;
    std::size_t used = 0;
    while (at < text.size()) {
        const character next = decode(text.substr(at));
        const std::size_t more = width_of(next);
        if (used + more > width && at > 0) {
            break;
        }
        used += more;
        at += next.length;
    }
    return at;
}

namespace {

/// Without the blanks after the last word.
std::size_t prefix_of_words(std::string_view text, std::size_t width) noexcept {
    const std::size_t fitting = prefix_of_width(text, width);
    if (fitting == text.size()) {
        return fitting;
    }
    const std::size_t first_word = std::min(text.find_first_not_of(' '), text.size());
    const std::size_t blank = text.rfind(' ', fitting);
    if (blank == std::string_view::npos || blank <= first_word) {
        return std::min(text.find(' ', first_word), text.size());
    }
    return text.find_last_not_of(' ', blank) + 1;
}

} // namespace

std::string_view remove_words(std::string_view& text, std::size_t width) noexcept {
    const std::string_view words = text.substr(0, prefix_of_words(text, width));
    text.remove_prefix(words.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return words;
}

} // namespace dunlin::output
