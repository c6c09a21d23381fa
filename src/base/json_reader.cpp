// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/base/utf16.hpp>

#include <fmt/format.h>

#include <cstdint>

namespace dunlin {
namespace {

constexpr int max_depth = 500;

void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0U | (c >> 6));
        out += static_cast<char>(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0U | (c >> 12));
        out += static_cast<char>(0x80U | ((c >> 6) & 0x3FU));
        out += static_cast<char>(0x80U | (c & 0x3FU));
    } else {
        out += static_cast<char>(0xF0U | (c >> 18));
        out += static_cast<char>(0x80U | ((c >> 12) & 0x3FU));
        out += static_cast<char>(0x80U | ((c >> 6) & 0x3FU));
        out += static_cast<char>(0x80U | (c & 0x3FU));
    }
}

/// Reads a text from left to right and validates it.
class reader {
public:
    explicit reader(std::string_view text) : text_(text) {
        if (const auto bad = find_invalid_utf8(text)) {
            at_ = *bad;
            fail(std::string(encoding_problem(text)));
        }
    }

    void skip_white_space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' ||
                                      text_[at_] == '\n' || text_[at_] == '\r')) {
            ++at_;
        }
    }
    bool accept(char expected) {
        if (at_ >= text_.size() || text_[at_] != expected) {
            return false;
        }
        ++at_;
        return true;
    }
    void expect(char expected) {
        if (!accept(expected)) {
            fail(fmt::format("expected '{}'", expected));
        }
    }
    void end() {
        skip_white_space();
        if (at_ != text_.size()) {
            fail("unexpected text after the value");
        }
    }

    std::string_view value(int depth) {
        skip_white_space();
        const auto begin = at_;
        switch (peek()) {
        case '{':
            object(depth, nullptr);
            break;
        case '[':
            array(depth, nullptr);
            break;
        case '"':
            string(nullptr);
            break;
        case 't':
            word("true");
            break;
        case 'f':
            word("false");
            break;
        case 'n':
            word("null");
            break;
        default:
            number();
        }
        return text_.substr(begin, at_ - begin);
    }

    void object(int depth, std::vector<json_member>* into) {
        enter(depth, '{');
        if (leave('}')) {
            return;
        }
        do {
            skip_white_space();
            std::string name;
            string(into != nullptr ? &name : nullptr);
            skip_white_space();
            expect(':');
            const auto text = value(depth + 1);
            if (into != nullptr) {
                into->emplace_back(std::move(name), text);
            }
            skip_white_space();
        } while (accept(','));
        expect('}');
    }

    void array(int depth, std::vector<std::string_view>* into) {
        enter(depth, '[');
        if (leave(']')) {
            return;
        }
        do {
            const auto text = value(depth + 1);
            if (into != nullptr) {
                into->push_back(text);
            }
            skip_white_space();
        } while (accept(','));
        expect(']');
    }

    void string(std::string* into) {
        expect('"');
        for (;;) {
            const auto begin = at_;
            while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
                   static_cast<unsigned char>(text_[at_]) >= 0x20) {
                ++at_;
            }
            if (into != nullptr) {
                into->append(text_, begin, at_ - begin);
            }
            if (accept('"')) {
                return;
            }
            if (!accept('\\')) {
                fail(at_ < text_.size() ? "control characters in a string must be escaped"
                                        : "unterminated string");
            }
            escape(into);
        }
    }

private:
    [[noreturn]] void fail(std::string_view problem) const {
        throw error(error_kind::usage, fmt::format("malformed JSON: {}", problem))
            .at(locate(text_, at_));
    }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    void enter(int depth, char bracket) {
        if (depth >= max_depth) {
            fail(fmt::format("nested more than {} levels deep", max_depth));
        }
        expect(bracket);
    }
    bool leave(char bracket) {
        skip_white_space();
        return accept(bracket);
    }

    void word(std::string_view expected) {
        if (text_.substr(at_, expected.size()) != expected) {
            fail("expected a value");
        }
        at_ += expected.size();
    }

    void digits() {
        const auto begin = at_;
        while (peek() >= '0' && peek() <= '9') {
            ++at_;
        }
        if (at_ == begin) {
            fail("expected a digit");
        }
    }

    void number() {
        if (peek() != '-' && (peek() < '0' || peek() > '9')) {
            fail("expected a value");
        }
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('-')) {
                accept('+');
            }
            digits();
        }
    }

    std::uint32_t hexadecimal() {
        std::uint32_t code = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char c = peek();
            const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!letter && (c < '0' || c > '9')) {
                fail("expected four hexadecimal digits");
            }
            code = code * 16 + static_cast<std::uint32_t>(letter ? (c | 0x20) - 'a' + 10 : c - '0');
        }
        return code;
    }

    std::uint32_t code_point() {
        const std::uint32_t high = hexadecimal();
        if (high == 0) {
            fail("\\u0000 cannot be stored");
        }
        if (high < 0xD800 || high > 0xDFFF) {
            return high;
        }
        if (high > 0xDBFF || !accept('\\') || !accept('u')) {
            fail("unpaired surrogate");
        }
        const std::uint32_t low = hexadecimal();
        if (low < 0xDC00 || low > 0xDFFF) {
            fail("unpaired surrogate");
        }
        return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }

    void escape(std::string* into) {
        constexpr std::string_view names = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (accept('u')) {
            const std::uint32_t c = code_point();
            if (into != nullptr) {
                append_utf8(*into, c);
            }
            return;
        }
        const auto index = at_ < text_.size() ? names.find(text_[at_]) : std::string_view::npos;
        if (index == std::string_view::npos) {
            fail("invalid escape sequence");
        }
        ++at_;
        if (into != nullptr) {
            *into += meanings[index];
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

json_kind json_kind_of(std::string_view value) noexcept {
    switch (value.empty() ? '\0' : value.front()) {
    case '{':
        return json_kind::object;
    case '[':
        return json_kind::array;
    case '"':
        return json_kind::string;
    case 't':
    case 'f':
        return json_kind::boolean;
    case 'n':
        return json_kind::null;
    default:
        return json_kind::number;
    }
}

std::vector<json_member> json_members(std::string_view text) {
    std::vector<json_member> members;
    reader in(text);
    in.skip_white_space();
    in.object(0, &members);
    in.end();
    return members;
}

std::vector<std::string_view> json_elements(std::string_view text) {
    std::vector<std::string_view> elements;
    reader in(text);
    in.skip_white_space();
    in.array(0, &elements);
    in.end();
    return elements;
}

std::string json_string(std::string_view text) {
    std::string characters;
    reader in(text);
    in.skip_white_space();
    in.string(&characters);
    in.end();
    return characters;
}

std::string json_quote(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string_view json_value(std::string_view text) {
    reader in(text);
    const auto value = in.value(0);
    in.end();
    return value;
}

} // namespace dunlin
