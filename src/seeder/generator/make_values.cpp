// SPDX-License-Identifier: MIT
#include "generator/make_values.hpp"

#include "generator/check_reader.hpp"
#include "generator/ordinal_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

/// One of a list: an enum's labels, or what CHECK (x IN (...)) leaves.
class choice_values final : public value_generator {
public:
    explicit choice_values(std::vector<std::string> choices) : choices_(std::move(choices)) {}

    void append(std::string& out, random_numbers& random) override {
        out += choices_[random.below(choices_.size())];
    }
    [[nodiscard]] std::uint64_t capacity() const override { return choices_.size(); }
    void append_nth(std::string& out, random_numbers&, std::uint64_t n) override {
        out += choices_[n];
    }
    [[nodiscard]] std::string describe() const override {
        return fmt::format("one of {}", fmt::join(choices_, ", "));
    }

private:
    std::vector<std::string> choices_;
};

made_values make_choice(std::vector<std::string> choices, const value_rule& rule) {
    if (rule.choices) {
        std::erase_if(choices, [&](const std::string& choice) {
            return std::ranges::find(*rule.choices, choice) == rule.choices->end();
        });
    }
    std::erase_if(choices, [&](const std::string& choice) {
        return std::ranges::find(rule.excluded, choice) != rule.excluded.end();
    });
    if (choices.empty()) {
        return {nullptr, "its constraints leave no value"};
    }
    return {std::make_unique<choice_values>(std::move(choices)), {}};
}

} // namespace

made_values make_values(const type_shape& type, const value_rule& rule, const value_place& where,
                        bool wide) {
    if (type.kind == 'e') {
        return make_choice(type.labels, rule);
    }
    if (rule.choices) {
        return make_choice(*rule.choices, rule);
    }
    if (const auto counted = ordinal_of(type)) {
        auto ranges = allowed_ranges(*counted, rule, where.column, wide);
        if (ranges.empty()) {
            return {nullptr, "its constraints leave no value"};
        }
        return {std::make_unique<ordinal_values>(*counted, std::move(ranges)), {}};
    }
    if (type.is_array || type.kind == 'r' || type.kind == 'm') {
        return make_composed_values(type, rule, where);
    }
    if (type.kind == 'c') {
        return make_record_values(type);
    }
    if (auto text = make_text_values(type, rule, where); text.values || !text.problem.empty()) {
        return text;
    }
    if (auto plain = make_plain_values(type)) {
        return {std::move(plain), {}};
    }
    if (auto document = make_document_values(type, rule)) {
        return {std::move(document), {}};
    }
    return {nullptr, fmt::format("there is no generator for the type {}", type.printed)};
}

made_values make_part_values(const type_shape& type, value_rule rule, const value_place& where) {
    for (const auto& check : type.checks) {
        auto meaning = read_domain_check(check.expression);
        if (!meaning.obscure.empty()) {
            return {nullptr, fmt::format("constraint {} of the type {}: {}", check.constraint,
                                         type.domain, meaning.obscure)};
        }
        combine(rule, meaning.rules[0]);
    }
    return make_values(type, rule, where, false);
}

} // namespace dunlin::seeder
