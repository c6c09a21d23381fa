// SPDX-License-Identifier: MIT
#include "generator/value_families.hpp"

#include <fmt/format.h>

namespace dunlin::seeder {
namespace {

/// {"color": "red", "size": 12, "active": true}, or a list of words.
class json_values final : public value_generator {
public:
    explicit json_values(bool is_list) : is_list_(is_list) {}

    void append(std::string& out, random_numbers& random) override {
        write(out, random, random.below(1000));
    }
    [[nodiscard]] std::uint64_t capacity() const override { return unlimited; }
    void append_nth(std::string& out, random_numbers& random, std::uint64_t n) override {
        write(out, random, n);
    }
    [[nodiscard]] std::string describe() const override {
        return is_list_ ? "a JSON array" : "a JSON object";
    }

private:
    void write(std::string& out, random_numbers& random, std::uint64_t number) const {
        if (is_list_) {
            out += "[\"";
            append_text(out, text_kind::color, random, {});
            out += "\", ";
            out += std::to_string(number);
            out += ']';
            return;
        }
        out += R"({"color": ")";
        append_text(out, text_kind::color, random, {});
        out += R"(", "size": )";
        out += std::to_string(number);
        out += random.below(2) == 0 ? R"(, "active": true})" : R"(, "active": false})";
    }

    bool is_list_;
};

/// Words in the syntax of a type: 'small':1 'lamp':2, or a query, a label tree, a map.
class word_values final : public value_generator {
public:
    enum class syntax { tsvector, tsquery, ltree, hstore };
    explicit word_values(syntax notation) : notation_(notation) {}

    void append(std::string& out, random_numbers& random) override {
        write(out, random, random.below(100));
    }
    [[nodiscard]] std::uint64_t capacity() const override { return unlimited; }
    void append_nth(std::string& out, random_numbers& random, std::uint64_t n) override {
        write(out, random, n);
    }
    [[nodiscard]] std::string describe() const override { return "a few words"; }

private:
    void write(std::string& out, random_numbers& random, std::uint64_t n) const {
        const auto first = any_word(random);
        const auto second = any_word(random);
        switch (notation_) {
        case syntax::tsvector:
            out += fmt::format("'{}':1 '{}':2 'n{}':3", first, second, n);
            return;
        case syntax::tsquery:
            out += fmt::format("'{}' & 'n{}'", first, n);
            return;
        case syntax::ltree:
            out += fmt::format("{}.{}.n{}", first, second, n);
            return;
        case syntax::hstore:
            out += fmt::format("{}=>{}", first, n);
            return;
        }
    }

    syntax notation_;
};

} // namespace

std::unique_ptr<value_generator> make_document_values(const type_shape& type,
                                                      const value_rule& rule) {
    const std::string_view name = type.name;
    if (name == "json" || name == "jsonb") {
        return std::make_unique<json_values>(rule.json_kind == "array");
    }
    if (name == "tsvector") {
        return std::make_unique<word_values>(word_values::syntax::tsvector);
    }
    if (name == "tsquery") {
        return std::make_unique<word_values>(word_values::syntax::tsquery);
    }
    if (name == "ltree") {
        return std::make_unique<word_values>(word_values::syntax::ltree);
    }
    if (name == "hstore") {
        return std::make_unique<word_values>(word_values::syntax::hstore);
    }
    return nullptr;
}

} // namespace dunlin::seeder
