// SPDX-License-Identifier: MIT
#include <dunlin/base/text.hpp>
#include <dunlin/output/json_text.hpp>

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace dunlin::output {
namespace {

/// For each byte: whether a JSON string may contain it unescaped.
constexpr std::array<bool, 256> make_plain_table() {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 0x20; byte < 0x7F; ++byte) {
        plain[byte] = byte != '"' && byte != '\\';
    }
    return plain;
}
constexpr auto is_plain = make_plain_table();

void append_escape(std::string& out, unsigned code) {
    switch (code) {
    case '"':
        out += "\\\"";
        break;
    case '\\':
        out += "\\\\";
        break;
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    default:
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
    }
}

constexpr bool needs_escape(utf8proc_int32_t code) noexcept {
    return (code >= 0x80 && code <= 0x9F) || code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/// Appends one non-ASCII character and returns its number of bytes.
std::size_t append_character(std::string& out, std::string_view rest) {
    utf8proc_int32_t code = -1;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                         static_cast<utf8proc_ssize_t>(rest.size()), &code);
    if (length <= 0) {
        out += "\xEF\xBF\xBD";
        return 1;
    }
    if (needs_escape(code)) {
        append_escape(out, static_cast<unsigned>(code));
    } else {
        out.append(rest, 0, static_cast<std::size_t>(length));
    }
    return static_cast<std::size_t>(length);
}

std::size_t skip_digits(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
        ++at;
    }
    return at;
}

/// RFC 8259, section 6.
bool is_json_number(std::string_view text) noexcept {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = at;
    at = skip_digits(text, at);
    if (at == whole || (text[whole] == '0' && at - whole > 1)) {
        return false;
    }
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = at + 1;
        at = skip_digits(text, fraction);
        if (at == fraction) {
            return false;
        }
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        at += at < text.size() && (text[at] == '+' || text[at] == '-') ? 1 : 0;
        const std::size_t exponent = at;
        at = skip_digits(text, exponent);
        if (at == exponent) {
            return false;
        }
    }
    return at == text.size();
}

/// "2026-01-01 00:00:00+00" as "2026-01-01T00:00:00Z"; "infinity" and years BC stay as they are.
void append_timestamp(std::string& out, std::string_view text, bool zoned) {
    const std::size_t gap = text.find(' ');
    if (gap == std::string_view::npos || text.ends_with("BC")) {
        append_json_string(out, text);
        return;
    }
    std::string result(text);
    result[gap] = 'T';
    if (zoned) {
        const std::size_t offset = result.find_first_of("+-", gap);
        if (offset != std::string::npos && result.compare(offset, std::string::npos, "+00") == 0) {
            result.replace(offset, std::string::npos, "Z");
        } else if (offset != std::string::npos && result.size() - offset == 3) {
            result += ":00";
        }
    }
    append_json_string(out, result);
}

bool is_plain_json(std::string_view json) noexcept {
    return std::all_of(json.begin(), json.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// In valid JSON, control characters occur only as white space between tokens, and non-ASCII
/// characters only in strings, where an escape means the same.
void append_embedded(std::string& out, std::string_view json) {
    if (is_plain_json(json)) {
        out += json;
        return;
    }
    for (std::size_t at = 0; at < json.size();) {
        const auto byte = static_cast<unsigned char>(json[at]);
        if (byte < 0x7F) {
            out += byte < 0x20 ? ' ' : json[at];
            ++at;
        } else if (byte == 0x7F) {
            append_escape(out, byte);
            ++at;
        } else {
            at += append_character(out, json.substr(at));
        }
    }
}

void append_value(std::string& out, value_kind kind, std::string_view text) {
    switch (kind) {
    case value_kind::number:
        if (is_json_number(text)) {
            out += text;
            return;
        }
        break;
    case value_kind::boolean:
        if (text == "t" || text == "true") {
            out += "true";
            return;
        }
        if (text == "f" || text == "false") {
            out += "false";
            return;
        }
        break;
    case value_kind::json:
        if (!text.empty()) {
            append_embedded(out, text);
            return;
        }
        break;
    case value_kind::timestamp:
    case value_kind::timestamp_tz:
        append_timestamp(out, text, kind == value_kind::timestamp_tz);
        return;
    case value_kind::text:
        break;
    }
    append_json_string(out, text);
}

/// Reads an array's text form (PostgreSQL manual, 8.15.6) and writes JSON as it goes. Fails where a
/// JSON array would lose information: lower bounds other than 1, more than one dimension of json
/// values, and JSON's null beside SQL's NULL.
class array_reader {
public:
    array_reader(std::string& out, value_kind element, std::string_view text)
        : out_(out), element_(element), text_(text) {}

    /// Returns false when the text is malformed or a JSON array would lose information; `out` then
    /// holds an incomplete array.
    bool read() { return list(0) && at_ == text_.size(); }

private:
    static constexpr int max_depth = 6; // MAXDIM

    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool list(int depth) {
        const bool is_nested_json = element_ == value_kind::json && depth > 0;
        if (peek() != '{' || depth >= max_depth || is_nested_json) {
            return false;
        }
        ++at_;
        out_ += '[';
        if (peek() != '}') {
            while (true) {
                if (!(peek() == '{' ? list(depth + 1) : element())) {
                    return false;
                }
                if (peek() != ',') {
                    break;
                }
                ++at_;
                out_ += ',';
            }
        }
        if (peek() != '}') {
            return false;
        }
        ++at_;
        out_ += ']';
        return true;
    }

    bool element() {
        scratch_.clear();
        const bool quoted = peek() == '"';
        at_ += quoted ? 1 : 0;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (quoted ? c == '"' : c == ',' || c == '}') {
                break;
            }
            at_ += c == '\\' ? 1 : 0;
            if (at_ < text_.size()) {
                scratch_ += text_[at_++];
            }
        }
        if (at_ >= text_.size()) {
            return false;
        }
        at_ += quoted ? 1 : 0;
        if (!quoted && scratch_ == "NULL") {
            out_ += "null";
        } else if (element_ == value_kind::json && trim(scratch_) == "null") {
            return false;
        } else {
            append_value(out_, element_, scratch_);
        }
        return true;
    }

    std::string& out_;
    value_kind element_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::string scratch_;
};

/// Appends an array in PostgreSQL's text form ("{1,NULL,\"a b\"}") as a JSON array, or as a string
/// when it is malformed or a JSON array would lose information.
void append_json_array(std::string& out, value_kind element, std::string_view text) {
    const std::size_t begin = out.size();
    if (!array_reader(out, element, text).read()) {
        out.resize(begin);
        append_json_string(out, text);
    }
}

} // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (is_plain[byte]) {
            ++at;
            continue;
        }
        out.append(text, begin, at - begin);
        if (byte < 0x80) {
            append_escape(out, byte);
            ++at;
        } else {
            at += append_character(out, text.substr(at));
        }
        begin = at;
    }
    out.append(text, begin);
    out += '"';
}

void append_json_cell(std::string& out, const column& type, const cell& value) {
    if (!value) {
        out += "null";
    } else if (type.array) {
        append_json_array(out, type.kind, *value);
    } else {
        append_value(out, type.kind, *value);
    }
}

} // namespace dunlin::output
