// SPDX-License-Identifier: MIT
#include "array_element.hpp"
#include "decode_error.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/codec.hpp>

#include <algorithm>

namespace dunlin::sqldb {
namespace {

/// White space of PostgreSQL's array_in.
constexpr std::string_view space = " \t\n\r\v\f";

bool is_null_word(std::string_view text) {
    return text.size() == 4 && lower_case(text) == "null";
}

bool needs_quotes(std::string_view element) {
    return element.empty() || is_null_word(element) ||
           element.find_first_of("{},\"\\ \t\n\r\v\f") != std::string_view::npos;
}

/// Reads the text of an array from left to right.
class array_reader {
public:
    explicit array_reader(std::string_view text) : all_(text), rest_(text) {}

    std::vector<std::optional<std::string>> read() {
        skip_bounds();
        expect('{');
        std::vector<std::optional<std::string>> elements;
        skip_space();
        if (!accept('}')) {
            do {
                elements.push_back(read_element());
            } while (accept(','));
            expect('}');
        }
        skip_space();
        if (!rest_.empty()) {
            fail();
        }
        return elements;
    }

private:
    [[noreturn]] void fail() const { fail_decoding("one-dimensional array", all_); }
    void skip_space() {
        rest_.remove_prefix(std::min(rest_.size(), rest_.find_first_not_of(space)));
    }
    bool accept(char expected) {
        const bool found = !rest_.empty() && rest_.front() == expected;
        rest_.remove_prefix(found ? 1 : 0);
        return found;
    }
    void expect(char expected) {
        if (!accept(expected)) {
            fail();
        }
    }
    void skip_bounds() {
        skip_space();
        if (rest_.substr(0, 1) != "[") {
            return;
        }
        const auto end = rest_.find("={");
        const auto bounds = rest_.substr(0, end);
        if (end == std::string_view::npos || bounds.back() != ']' ||
            bounds.find('[', 1) != std::string_view::npos) {
            fail();
        }
        rest_.remove_prefix(end + 1);
    }
    std::optional<std::string> read_element() {
        skip_space();
        auto element = accept('"') ? read_quoted() : read_plain();
        skip_space();
        return element;
    }
    std::string read_quoted() {
        std::string element;
        while (!accept('"')) {
            accept('\\');
            element += next();
        }
        return element;
    }
    std::optional<std::string> read_plain() {
        std::string element;
        std::size_t length = 0; // white space at the end is part of the element only when escaped
        bool escaped = false;
        while (!rest_.empty() && rest_.front() != ',' && rest_.front() != '}') {
            if (rest_.front() == '{' || rest_.front() == '"') {
                fail();
            }
            const bool is_escape = accept('\\');
            escaped = escaped || is_escape;
            element += next();
            if (is_escape || space.find(element.back()) == std::string_view::npos) {
                length = element.size();
            }
        }
        element.resize(length);
        if (element.empty()) {
            fail();
        }
        return !escaped && is_null_word(element) ? std::nullopt : std::optional(element);
    }
    char next() {
        if (rest_.empty()) {
            fail();
        }
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    std::string_view all_;
    std::string_view rest_;
};

} // namespace

void append_quoted_element(std::string& text, std::string_view element) {
    text += '"';
    for (const char c : element) {
        if (c == '"' || c == '\\') {
            text += '\\';
        }
        text += c;
    }
    text += '"';
}

std::string join_array(const std::vector<std::optional<std::string>>& elements) {
    std::string text = "{";
    for (const auto& element : elements) {
        text += text.size() == 1 ? "" : ",";
        if (!element) {
            text += "NULL";
        } else if (needs_quotes(*element)) {
            append_quoted_element(text, *element);
        } else {
            text += *element;
        }
    }
    return text + "}";
}

std::vector<std::optional<std::string>> split_array(std::string_view text) {
    return array_reader(text).read();
}

} // namespace dunlin::sqldb
