// SPDX-License-Identifier: MIT
#include "literals.hpp"

#include <dunlin/base/file.hpp>

#include <support/golden.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>
#include <regex>

namespace hints_test {
namespace {

namespace fs = std::filesystem;

class literal_reader {
public:
    explicit literal_reader(std::string_view source) : rest_(source) {}

    std::vector<std::string> read() {
        while (!rest_.empty()) {
            if (rest_.starts_with("//")) {
                skip(std::min(rest_.size(), rest_.find('\n')));
            } else if (rest_.starts_with("R\"")) {
                read_raw();
            } else if (rest_.front() == '"') {
                read_quoted();
            } else if (std::isspace(static_cast<unsigned char>(rest_.front())) != 0) {
                skip(1);
            } else {
                finish();
                skip(length_of_code());
            }
        }
        finish();
        return std::move(literals_);
    }

private:
    void skip(std::size_t count) { rest_.remove_prefix(count); }

    void finish() {
        if (current_) {
            literals_.push_back(*current_);
        }
        current_.reset();
    }

    /// One character, a character constant (but not the separator of 1'000), or a word.
    [[nodiscard]] std::size_t length_of_code() const {
        const auto is_word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
        if (rest_.front() == '\'') {
            const std::size_t close = rest_.find('\'', rest_[1] == '\\' ? 3 : 2);
            return std::min(rest_.size(), close + 1);
        }
        std::size_t length = 1;
        while (is_word(static_cast<unsigned char>(rest_.front())) && length < rest_.size() &&
               (is_word(static_cast<unsigned char>(rest_[length])) || rest_[length] == '\'')) {
            ++length;
        }
        return length;
    }

    void append(std::string_view text) { current_ = current_.value_or("") + std::string(text); }

    void read_raw() {
        const std::size_t open = rest_.find('(');
        const std::string close = ")" + std::string(rest_.substr(2, open - 2)) + "\"";
        const std::size_t end = rest_.find(close);
        append(rest_.substr(open + 1, end - open - 1));
        skip(end + close.size());
    }

    void read_quoted() {
        std::string text;
        std::size_t at = 1;
        for (; rest_[at] != '"'; ++at) {
            if (rest_[at] == '\\') {
                ++at;
            }
            text += rest_[at - 1] == '\\' && rest_[at] == 'n' ? '\n' : rest_[at];
        }
        append(text);
        skip(at + 1);
    }

    std::string_view rest_;
    std::optional<std::string> current_;
    std::vector<std::string> literals_;
};

bool advises_command(const std::string& literal) {
    static const std::regex command("(`|hint: |next: )(dunlin |\\{\\} -h)");
    return std::regex_search(literal, command);
}

} // namespace

std::vector<std::string> string_literals(std::string_view source) {
    return literal_reader(source).read();
}

std::vector<hint_literal> hints_of_sources() {
    std::vector<hint_literal> hints;
    const fs::path root = dunlin::test::source_path("src");
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const auto extension = entry.path().extension();
        if (extension != ".cpp" && extension != ".hpp") {
            continue;
        }
        for (const auto& text : string_literals(dunlin::read_file(entry.path()))) {
            if (advises_command(text)) {
                hints.push_back({entry.path().lexically_relative(root).string(), text});
            }
        }
    }
    return hints;
}

bool shows(const std::string& printed, const std::string& literal) {
    std::size_t at = 0;
    std::string_view rest = literal;
    while (!rest.empty()) {
        const std::size_t field = rest.find('{');
        const std::string_view fixed = rest.substr(0, field);
        at = printed.find(fixed, at);
        if (at == std::string::npos) {
            return false;
        }
        at += fixed.size();
        rest = field == std::string_view::npos ? "" : rest.substr(rest.find('}', field) + 1);
    }
    return true;
}

} // namespace hints_test
