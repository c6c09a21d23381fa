// SPDX-License-Identifier: MIT
#include "generator/regex_values.hpp"
#include "generator/value_families.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

constexpr std::string_view text_types[] = {"text", "varchar", "bpchar", "name", "citext"};
constexpr std::int64_t no_limit = 1'000'000;
/// Up to this length distinct texts are numbers without words.
constexpr std::int64_t short_length = 9;

class text_values final : public value_generator {
public:
    text_values(text_kind kind, const value_rule& rule, std::int64_t max_length)
        : kind_(kind), min_length_(rule.min_length), max_length_(max_length),
          letter_case_(rule.letter_case), excluded_(rule.excluded) {}

    void append(std::string& out, random_numbers& random) override {
        const std::size_t begin = out.size();
        do {
            out.resize(begin);
            if (max_length_ <= 2) {
                append_counted(out, random.below(36), 1);
            } else {
                append_text(out, kind_, random, {});
                limit_length(out, begin, random);
            }
        } while (is_excluded(std::string_view(out).substr(begin)));
    }

    [[nodiscard]] std::uint64_t capacity() const override {
        if (max_length_ > short_length) {
            return unlimited;
        }
        std::uint64_t total = 1;
        for (std::int64_t i = 0; i < max_length_; ++i) {
            total *= 36;
        }
        return total;
    }

    void append_nth(std::string& out, random_numbers& random, std::uint64_t n) override {
        const std::size_t begin = out.size();
        if (max_length_ <= short_length) {
            append_counted(out, n, max_length_);
        } else {
            const std::string tag = std::to_string(n);
            append_text(out, kind_, random, tag);
            if (static_cast<std::int64_t>(out.size() - begin) > max_length_) {
                shorten(out, begin, tag);
            }
        }
        lengthen(out, begin, random);
        apply_letter_case(out, begin);
    }

    [[nodiscard]] std::string describe() const override {
        std::string text(to_string(kind_));
        if (max_length_ < no_limit) {
            text += fmt::format(", at most {} characters", max_length_);
        }
        return text;
    }

private:
    /// Base 36 in upper case, with a fixed width.
    static void append_counted(std::string& out, std::uint64_t n, std::int64_t width) {
        const std::size_t begin = out.size();
        out.append(static_cast<std::size_t>(width), '0');
        for (std::size_t i = out.size(); i > begin; --i) {
            out[i - 1] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n % 36];
            n /= 36;
        }
    }

    /// Cuts the text but keeps the tag, which makes it distinct.
    void shorten(std::string& out, std::size_t begin, const std::string& tag) const {
        const auto length = static_cast<std::size_t>(max_length_);
        out.resize(begin + (length > tag.size() + 1 ? length - tag.size() - 1 : 0));
        if (out.size() > begin) {
            out += '-';
        }
        out += tag;
    }

    void limit_length(std::string& out, std::size_t begin, random_numbers& random) const {
        if (static_cast<std::int64_t>(out.size() - begin) > max_length_) {
            out.resize(begin + static_cast<std::size_t>(max_length_));
            while (out.size() > begin + 1 && out.back() == ' ') {
                out.back() = 'x';
            }
        }
        lengthen(out, begin, random);
        apply_letter_case(out, begin);
    }

    void lengthen(std::string& out, std::size_t begin, random_numbers& random) const {
        while (static_cast<std::int64_t>(out.size() - begin) < min_length_) {
            const auto missing = static_cast<std::size_t>(min_length_) - (out.size() - begin);
            const std::string_view word = any_word(random);
            out.insert(begin, word.substr(0, missing));
        }
    }

    void apply_letter_case(std::string& out, std::size_t begin) const {
        for (std::size_t i = begin; letter_case_ != value_rule::letters::any && i < out.size();
             ++i) {
            const char c = out[i];
            const bool lower = c >= 'a' && c <= 'z';
            const bool upper = c >= 'A' && c <= 'Z';
            if (lower && letter_case_ == value_rule::letters::upper) {
                out[i] = static_cast<char>(c - 'a' + 'A');
            } else if (upper && letter_case_ == value_rule::letters::lower) {
                out[i] = static_cast<char>(c - 'A' + 'a');
            }
        }
    }

    [[nodiscard]] bool is_excluded(std::string_view text) const {
        return std::ranges::find(excluded_, text) != excluded_.end();
    }

    text_kind kind_;
    std::int64_t min_length_;
    std::int64_t max_length_;
    value_rule::letters letter_case_;
    std::vector<std::string> excluded_;
};

std::int64_t max_length_of(const type_shape& type, const value_rule& rule) {
    std::int64_t limit = rule.max_length.value_or(no_limit);
    if (type.name == "name") {
        limit = std::min<std::int64_t>(limit, 63);
    } else if (type.name == "bpchar" && type.modifier < 4) {
        limit = std::min<std::int64_t>(limit, type.modifier < 0 ? no_limit : 1);
    } else if (type.modifier >= 4) {
        // The modifier includes four bytes of header (manual, 8.3; server: varchar.c).
        limit = std::min<std::int64_t>(limit, type.modifier - 4);
    }
    return limit;
}

/// Whether texts of a kind are known to match the usual patterns for such columns.
bool is_known_to_match(text_kind kind, const std::string& pattern) {
    return (kind == text_kind::email && pattern.find('@') != std::string::npos) ||
           (kind == text_kind::url && pattern.find("http") != std::string::npos);
}

} // namespace

generator_result make_text_values(const type_shape& type, const value_rule& rule,
                                  const column_reference& column) {
    if (std::ranges::find(text_types, type.name) == std::end(text_types)) {
        return {};
    }
    const std::int64_t max_length = max_length_of(type, rule);
    const text_kind kind = suggest_text_kind(column);
    if (max_length < rule.min_length || max_length < 1) {
        return {nullptr, "its constraints leave no length"};
    }
    auto patterns = rule.patterns;
    std::erase_if(patterns, [&](const auto& pattern) { return is_known_to_match(kind, pattern); });
    if (patterns.size() > 1) {
        return {nullptr, "its values must match several patterns"};
    }
    if (patterns.size() == 1) {
        auto values = make_regex_values(patterns.front(), rule.min_length, max_length);
        return values ? generator_result{std::move(values), {}}
                      : generator_result{nullptr, fmt::format("the pattern {} is not supported",
                                                              patterns.front())};
    }
    return {std::make_unique<text_values>(kind, rule, max_length), {}};
}

} // namespace dunlin::seeder
