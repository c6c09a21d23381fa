// SPDX-License-Identifier: MIT
#include <dunlin/base/text.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
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

struct code_range {
    utf8proc_int32_t first;
    utf8proc_int32_t last;
};

/// Characters that are invisible or reorder others (Unicode 15: Cf, Zl, Zp and Default_Ignorable),
/// ascending. Variation selectors are not among them: emoji need them.
constexpr std::array invisible_ranges{
    code_range{0x00AD, 0x00AD},   // soft hyphen
    code_range{0x034F, 0x034F},   // combining grapheme joiner
    code_range{0x061C, 0x061C},   // a bidirectional mark
    code_range{0x115F, 0x1160},   // Hangul fillers
    code_range{0x17B4, 0x17B5},   // Khmer inherent vowels
    code_range{0x180B, 0x180F},   // Mongolian selectors
    code_range{0x200B, 0x200B},   // zero width space
    code_range{0x200E, 0x200F},   // bidirectional marks
    code_range{0x2028, 0x202E},   // separators, bidirectional overrides
    code_range{0x2060, 0x206F},   // word joiner, invisible operators, isolates
    code_range{0x3164, 0x3164},   // Hangul filler
    code_range{0xFEFF, 0xFEFF},   // zero width no-break space
    code_range{0xFFA0, 0xFFA0},   // Hangul filler
    code_range{0xFFF9, 0xFFFB},   // interlinear annotations
    code_range{0x1BCA0, 0x1BCA3}, // shorthand format controls
    code_range{0x1D173, 0x1D17A}, // musical format controls
    code_range{0xE0000, 0xE00FF}, // tags
};

bool is_invisible(utf8proc_int32_t code) noexcept {
    const auto* range = std::lower_bound(
        invisible_ranges.begin(), invisible_ranges.end(), code,
        [](const code_range& entry, utf8proc_int32_t wanted) { return entry.last < wanted; });
    return range != invisible_ranges.end() && code >= range->first;
}

/// Zero width joiner and non-joiner belong between letters of Persian or Hindi and between emoji.
constexpr bool is_joiner(utf8proc_int32_t code) noexcept {
    return code == 0x200C || code == 0x200D;
}

bool is_dangerous(utf8proc_int32_t code, utf8proc_int32_t previous) noexcept {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || // C0, DEL, C1; and -1
           is_invisible(code) || (is_joiner(code) && previous < 0x80);
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

/// GitHub and Azure read commands in the output of a job: "::command" at the beginning of a line,
/// and "##[command]" and "##vso[command]" anywhere.
void append_without_command(std::string& out, std::string_view line) {
    constexpr std::string_view escaped_colon = "\\x3a";
    constexpr std::string_view escaped_hash = "\\x23";
    const auto blanks = static_cast<std::size_t>(trim_white_space(line).data() - line.data());
    if (trim_white_space(line).starts_with("::")) {
        out.append(line, 0, blanks).append(escaped_colon);
        line.remove_prefix(blanks + 1);
    }
    for (auto at = line.find("##"); at != std::string_view::npos; at = line.find("##")) {
        const auto after = line.substr(at + 2);
        const bool is_command = after.starts_with("[") || after.starts_with("vso[");
        out.append(line, 0, at + 1).append(is_command ? escaped_hash : "");
        line.remove_prefix(at + (is_command ? 2 : 1));
    }
    out += line;
}

} // namespace

bool is_safe(std::string_view text) noexcept {
    utf8proc_int32_t previous = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (is_plain(static_cast<unsigned char>(text[at]))) {
            previous = 0;
            ++at;
            continue;
        }
        const character next = decode(text.substr(at));
        if (is_dangerous(next.code, previous)) {
            return false;
        }
        previous = next.code;
        at += next.length;
    }
    return true;
}

void append_safe_text(std::string& out, std::string_view text) {
    utf8proc_int32_t previous = 0;
    for (std::size_t at = 0; at < text.size();) {
        const character next = decode(text.substr(at));
        const bool escapes = is_dangerous(next.code, previous);
        previous = next.code;
        if (escapes) {
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

std::string safe_message(std::string_view text) {
    std::string out;
    const std::string lines = safe_lines(text);
    std::string_view rest = lines;
    while (!rest.empty()) {
        const auto line = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
        append_without_command(out, line);
        rest.remove_prefix(line.size());
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
