// SPDX-License-Identifier: MIT
#include "generator/regex_values.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace dunlin::seeder {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view printable =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&'()*+,-./:;<=>?@[]^_`{|}~";
/// The number of repetitions above the minimum for *, + and {n,}.
constexpr std::uint64_t extra_repetitions = 6;

std::uint64_t capped_product(std::uint64_t a, std::uint64_t b) {
    return a != 0 && b > unlimited / a ? unlimited : a * b;
}

enum class node_kind { one_of, sequence, alternatives, repetition };

/// A part of an expression as a finite set of texts.
struct node {
    node_kind kind = node_kind::sequence;
    std::string characters;     ///< of one_of
    std::vector<node> children; ///< of the other kinds; a repetition has one
    std::uint64_t min_count = 1;
    std::uint64_t max_count = 1;

    [[nodiscard]] std::uint64_t size() const {
        std::uint64_t total =
            kind == node_kind::alternatives || kind == node_kind::repetition ? 0 : 1;
        switch (kind) {
        case node_kind::one_of:
            return characters.size();
        case node_kind::sequence:
            for (const auto& child : children) {
                total = capped_product(total, child.size());
            }
            return total;
        case node_kind::alternatives:
            for (const auto& child : children) {
                total = std::min(unlimited, total + child.size());
            }
            return total;
        case node_kind::repetition:
            for (std::uint64_t count = min_count; count <= max_count; ++count) {
                total = std::min(unlimited, total + size_of(count));
            }
            return total;
        }
        return total;
    }

    /// Appends the n-th text.
    void append(std::string& out, std::uint64_t n) const {
        switch (kind) {
        case node_kind::one_of:
            out += characters[n % characters.size()];
            return;
        case node_kind::sequence:
            for (const auto& child : children) {
                // The parser creates no part without any text.
                const std::uint64_t child_size = std::max<std::uint64_t>(child.size(), 1);
                child.append(out, n % child_size);
                n /= child_size;
            }
            return;
        case node_kind::alternatives:
            for (const auto& child : children) {
                const std::uint64_t child_size = child.size();
                if (n < child_size) {
                    child.append(out, n);
                    return;
                }
                n -= child_size;
            }
            return;
        case node_kind::repetition:
            append_repeated(out, n);
            return;
        }
    }

private:
    [[nodiscard]] std::uint64_t size_of(std::uint64_t count) const {
        std::uint64_t total = 1;
        for (std::uint64_t i = 0; i < count; ++i) {
            total = capped_product(total, children.front().size());
        }
        return total;
    }

    void append_repeated(std::string& out, std::uint64_t n) const {
        const node& child = children.front();
        const std::uint64_t child_size = child.size();
        std::uint64_t count = min_count;
        while (count < max_count && n >= size_of(count)) {
            n -= size_of(count);
            ++count;
        }
        for (std::uint64_t i = 0; i < count; ++i) {
            child.append(out, n % child_size);
            n /= child_size;
        }
    }
};

/// Parses an expression. is_supported() is false if it contains an unsupported element.
class parser {
public:
    explicit parser(std::string_view text) : text_(text) {}

    node read() {
        node root = read_alternatives();
        supported_ = supported_ && at_ == text_.size();
        return root;
    }
    [[nodiscard]] bool is_supported() const { return supported_; }

private:
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    bool accept(char c) {
        if (at_end() || text_[at_] != c) {
            return false;
        }
        ++at_;
        return true;
    }

    node read_alternatives() {
        node alternatives{node_kind::alternatives, {}, {}, 1, 1};
        do {
            alternatives.children.push_back(read_sequence());
        } while (accept('|'));
        return alternatives.children.size() == 1 ? std::move(alternatives.children.front())
                                                 : alternatives;
    }

    node read_sequence() {
        node sequence;
        while (!at_end() && text_[at_] != '|' && text_[at_] != ')' && supported_) {
            if (text_[at_] == '^' || text_[at_] == '$') {
                // Anchors elsewhere match nothing or require a line end.
                supported_ = text_[at_] == '^' ? sequence.children.empty()
                                               : at_ + 1 == text_.size() || text_[at_ + 1] == ')' ||
                                                     text_[at_ + 1] == '|';
                ++at_;
                continue;
            }
            sequence.children.push_back(read_repetition(read_atom()));
        }
        return sequence;
    }

    node read_atom() {
        const char c = text_[at_++];
        if (c == '(') {
            if (accept('?') && !accept(':')) {
                supported_ = false;
            }
            node group = read_alternatives();
            supported_ = accept(')') && supported_;
            return group;
        }
        if (c == '[') {
            return one_of(read_class());
        }
        if (c == '.') {
            return one_of(std::string(letters));
        }
        if (c == '\\') {
            return one_of(read_escape());
        }
        return one_of(std::string(1, c));
    }

    static node one_of(std::string characters) {
        return {node_kind::one_of, std::move(characters), {}, 1, 1};
    }

    std::string read_escape() {
        if (at_end()) {
            supported_ = false;
            return "a";
        }
        const char c = text_[at_++];
        if (c == 'd') {
            return std::string(digits);
        }
        if (c == 'w') {
            return std::string(letters) + std::string(digits);
        }
        if (c == 's') {
            return " ";
        }
        if (letters.find(static_cast<char>(c | 0x20)) != std::string_view::npos ||
            digits.find(c) != std::string_view::npos) {
            supported_ = false;
        }
        return std::string(1, c);
    }

    std::string read_class() {
        const bool negated = accept('^');
        std::string members;
        bool first = true;
        while (!at_end() && (text_[at_] != ']' || first) && supported_) {
            first = false;
            if (text_.substr(at_).starts_with("[:")) {
                members += read_named_class();
                continue;
            }
            std::string part =
                text_[at_] == '\\' ? (++at_, read_escape()) : std::string(1, text_[at_++]);
            if (part.size() == 1 && at_ + 1 < text_.size() && text_[at_] == '-' &&
                text_[at_ + 1] != ']') {
                ++at_;
                const char last = text_[at_++];
                for (char c = part[0]; c < last; ++c) {
                    members += c;
                }
                part = std::string(1, last);
            }
            members += part;
        }
        supported_ = accept(']') && supported_;
        if (negated) {
            std::string rest;
            std::ranges::copy_if(printable, std::back_inserter(rest), [&](char c) {
                return members.find(c) == std::string::npos && c != ' ';
            });
            members = rest;
        }
        supported_ = supported_ && !members.empty();
        return members.empty() ? "a" : members;
    }

    std::string read_named_class() {
        static constexpr std::pair<std::string_view, std::string_view> named[] = {
            {"[:alpha:]", letters},
            {"[:lower:]", letters},
            {"[:digit:]", digits},
            {"[:alnum:]", "abcdefghijklmnopqrstuvwxyz0123456789"},
            {"[:upper:]", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
            {"[:space:]", " "}};
        for (const auto& [name, members] : named) {
            if (text_.substr(at_).starts_with(name)) {
                at_ += name.size();
                return std::string(members);
            }
        }
        supported_ = false;
        return "a";
    }

    node read_repetition(node atom) {
        node repeated{node_kind::repetition, {}, {}, 1, 1};
        if (accept('*')) {
            repeated.min_count = 0;
            repeated.max_count = extra_repetitions;
        } else if (accept('+')) {
            repeated.max_count = 1 + extra_repetitions;
        } else if (accept('?')) {
            repeated.min_count = 0;
        } else if (!at_end() && text_[at_] == '{') {
            ++at_;
            read_counts(repeated);
        } else {
            return atom;
        }
        accept('?'); // A non-greedy repetition has the same texts.
        repeated.children.push_back(std::move(atom));
        return repeated;
    }

    void read_counts(node& repeated) {
        const auto number = [&](std::uint64_t& into) {
            const char* begin = text_.data() + at_;
            const auto end = std::from_chars(begin, text_.data() + text_.size(), into);
            at_ += static_cast<std::size_t>(end.ptr - begin);
            return end.ec == std::errc();
        };
        supported_ = number(repeated.min_count) && supported_;
        repeated.max_count = repeated.min_count;
        if (accept(',') && !number(repeated.max_count)) {
            repeated.max_count = repeated.min_count + extra_repetitions;
        }
        supported_ = accept('}') && supported_ && repeated.max_count < 1000;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool supported_ = true;
};

class regex_values final : public value_generator {
public:
    regex_values(node root, std::int64_t min_length, std::int64_t max_length, std::string pattern)
        : root_(std::move(root)), min_length_(static_cast<std::size_t>(min_length)),
          max_length_(static_cast<std::size_t>(max_length)), pattern_(std::move(pattern)) {}

    /// Whether texts of the required length can be found.
    bool finds_texts() {
        random_numbers random(1);
        std::string out;
        return root_.size() > 0 && draw(out, random);
    }

    void append(std::string& out, random_numbers& random) override { draw(out, random); }
    [[nodiscard]] std::uint64_t capacity() const override { return root_.size(); }
    void append_nth(std::string& out, random_numbers&, std::uint64_t n) override {
        root_.append(out, n);
    }
    [[nodiscard]] std::string describe() const override {
        return "a text that matches " + pattern_;
    }

private:
    bool draw(std::string& out, random_numbers& random) const {
        const std::size_t begin = out.size();
        const std::uint64_t size = root_.size();
        for (int attempt = 0; attempt < 200; ++attempt) {
            out.resize(begin);
            root_.append(out, random.below(size));
            const std::size_t length = out.size() - begin;
            if (length >= min_length_ && length <= max_length_) {
                return true;
            }
        }
        return false;
    }

    node root_;
    std::size_t min_length_;
    std::size_t max_length_;
    std::string pattern_;
};

} // namespace

std::unique_ptr<value_generator>
make_regex_values(std::string_view pattern, std::int64_t min_length, std::int64_t max_length) {
    parser reader(pattern);
    node root = reader.read();
    if (!reader.is_supported()) {
        return nullptr;
    }
    auto values = std::make_unique<regex_values>(std::move(root), min_length, max_length,
                                                 std::string(pattern));
    return values->finds_texts() ? std::move(values) : nullptr;
}

} // namespace dunlin::seeder
