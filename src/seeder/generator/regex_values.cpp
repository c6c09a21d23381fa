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
/// How much more than its least an open repetition is drawn out.
constexpr std::uint64_t open_repetition = 6;

std::uint64_t capped_product(std::uint64_t a, std::uint64_t b) {
    return a != 0 && b > unlimited / a ? unlimited : a * b;
}

/// A part of an expression, as the finite language that is drawn from.
struct node {
    enum class kind { one_of, sequence, alternatives, repetition };
    kind what = kind::sequence;
    std::string characters;     ///< one_of
    std::vector<node> children; ///< the others; a repetition has one
    std::uint64_t least = 1;
    std::uint64_t most = 1;

    [[nodiscard]] std::uint64_t size() const {
        std::uint64_t total = what == kind::alternatives || what == kind::repetition ? 0 : 1;
        switch (what) {
        case kind::one_of:
            return characters.size();
        case kind::sequence:
            for (const auto& child : children) {
                total = capped_product(total, child.size());
            }
            return total;
        case kind::alternatives:
            for (const auto& child : children) {
                total = std::min(unlimited, total + child.size());
            }
            return total;
        case kind::repetition:
            for (std::uint64_t count = least; count <= most; ++count) {
                total = std::min(unlimited, total + size_of(count));
            }
            return total;
        }
        return total;
    }

    /// Appends the n-th text of the language.
    void append(std::string& out, std::uint64_t n) const {
        switch (what) {
        case kind::one_of:
            out += characters[n % characters.size()];
            return;
        case kind::sequence:
            for (const auto& child : children) {
                // The reader of patterns makes no part that has no text at all.
                const std::uint64_t child_size = std::max<std::uint64_t>(child.size(), 1);
                child.append(out, n % child_size);
                n /= child_size;
            }
            return;
        case kind::alternatives:
            for (const auto& child : children) {
                const std::uint64_t child_size = child.size();
                if (n < child_size) {
                    child.append(out, n);
                    return;
                }
                n -= child_size;
            }
            return;
        case kind::repetition:
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
        std::uint64_t count = least;
        while (count < most && n >= size_of(count)) {
            n -= size_of(count);
            ++count;
        }
        for (std::uint64_t i = 0; i < count; ++i) {
            child.append(out, n % child_size);
            n /= child_size;
        }
    }
};

/// Reads an expression; `sound()` is false when it holds something that is not understood.
class parser {
public:
    explicit parser(std::string_view text) : text_(text) {}

    node read() {
        node whole = read_alternatives();
        sound_ = sound_ && at_ == text_.size();
        return whole;
    }
    [[nodiscard]] bool sound() const { return sound_; }

private:
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    bool take(char c) {
        if (at_end() || text_[at_] != c) {
            return false;
        }
        ++at_;
        return true;
    }

    node read_alternatives() {
        node all{node::kind::alternatives, {}, {}, 1, 1};
        do {
            all.children.push_back(read_sequence());
        } while (take('|'));
        return all.children.size() == 1 ? std::move(all.children.front()) : all;
    }

    node read_sequence() {
        node sequence;
        while (!at_end() && text_[at_] != '|' && text_[at_] != ')' && sound_) {
            if (text_[at_] == '^' || text_[at_] == '$') {
                // Anchors elsewhere would make the language empty or need a line end.
                sound_ = text_[at_] == '^' ? sequence.children.empty()
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
            if (take('?') && !take(':')) {
                sound_ = false;
            }
            node group = read_alternatives();
            sound_ = take(')') && sound_;
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
        return {node::kind::one_of, std::move(characters), {}, 1, 1};
    }

    std::string read_escape() {
        if (at_end()) {
            sound_ = false;
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
            sound_ = false;
        }
        return std::string(1, c);
    }

    std::string read_class() {
        const bool negated = take('^');
        std::string members;
        bool first = true;
        while (!at_end() && (text_[at_] != ']' || first) && sound_) {
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
        sound_ = take(']') && sound_;
        if (negated) {
            std::string rest;
            std::ranges::copy_if(printable, std::back_inserter(rest), [&](char c) {
                return members.find(c) == std::string::npos && c != ' ';
            });
            members = rest;
        }
        sound_ = sound_ && !members.empty();
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
        sound_ = false;
        return "a";
    }

    node read_repetition(node atom) {
        node repeated{node::kind::repetition, {}, {}, 1, 1};
        if (take('*')) {
            repeated.least = 0;
            repeated.most = open_repetition;
        } else if (take('+')) {
            repeated.most = 1 + open_repetition;
        } else if (take('?')) {
            repeated.least = 0;
        } else if (!at_end() && text_[at_] == '{') {
            ++at_;
            read_counts(repeated);
        } else {
            return atom;
        }
        take('?'); // Not greedy: the same language.
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
        sound_ = number(repeated.least) && sound_;
        repeated.most = repeated.least;
        if (take(',') && !number(repeated.most)) {
            repeated.most = repeated.least + open_repetition;
        }
        sound_ = take('}') && sound_ && repeated.most < 1000;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool sound_ = true;
};

class regex_values final : public value_generator {
public:
    regex_values(node language, std::int64_t least, std::int64_t most, std::string pattern)
        : language_(std::move(language)), least_(static_cast<std::size_t>(least)),
          most_(static_cast<std::size_t>(most)), pattern_(std::move(pattern)) {}

    /// Whether texts of the wanted lengths turn up at all.
    bool works() {
        random_numbers probe(1);
        std::string out;
        return language_.size() > 0 && draw(out, probe);
    }

    void append(std::string& out, random_numbers& random) override { draw(out, random); }
    [[nodiscard]] std::uint64_t capacity() const override { return language_.size(); }
    void append_nth(std::string& out, random_numbers&, std::uint64_t n) override {
        language_.append(out, n);
    }
    [[nodiscard]] std::string describe() const override {
        return "a text that matches " + pattern_;
    }

private:
    bool draw(std::string& out, random_numbers& random) const {
        const std::size_t begin = out.size();
        const std::uint64_t size = language_.size();
        for (int attempt = 0; attempt < 200; ++attempt) {
            out.resize(begin);
            language_.append(out, random.below(size));
            const std::size_t length = out.size() - begin;
            if (length >= least_ && length <= most_) {
                return true;
            }
        }
        return false;
    }

    node language_;
    std::size_t least_;
    std::size_t most_;
    std::string pattern_;
};

} // namespace

std::unique_ptr<value_generator>
make_regex_values(std::string_view pattern, std::int64_t min_length, std::int64_t max_length) {
    parser reader(pattern);
    node language = reader.read();
    if (!reader.sound()) {
        return nullptr;
    }
    auto values = std::make_unique<regex_values>(std::move(language), min_length, max_length,
                                                 std::string(pattern));
    return values->works() ? std::move(values) : nullptr;
}

} // namespace dunlin::seeder
