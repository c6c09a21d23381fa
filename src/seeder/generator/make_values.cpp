// SPDX-License-Identifier: MIT
#include "generator/make_values.hpp"

#include "generator/check_reader.hpp"
#include "generator/ordinal_values.hpp"
#include "generator/value_families.hpp"

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

generator_result make_choice_values(std::vector<std::string> choices, const value_rule& rule) {
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

/// A generator for elements of arrays and fields of records: the checks of their own domains add
/// to the rule.
generator_result make_nested(const type_shape& type, value_rule rule,
                             const column_reference& column) {
    for (const auto& check : type.checks) {
        auto meaning = read_domain_check(check.expression);
        if (!meaning.unsupported.empty()) {
            return {nullptr, fmt::format("constraint {} of the type {}: {}", check.constraint,
                                         type.domain, meaning.unsupported)};
        }
        combine(rule, meaning.rules[0]);
    }
    return make_values(type, rule, column, false);
}

generator_result make_array(const type_shape& type, const value_rule& rule,
                            const column_reference& column) {
    value_rule element_rule;
    element_rule.choices = rule.element_choices;
    auto element = make_nested(*type.element, std::move(element_rule), column);
    return element.generator ? make_array_values(std::move(element.generator), rule)
                             : std::move(element);
}

generator_result make_record(const type_shape& type) {
    std::vector<record_field> fields;
    for (const auto& attribute : type.attributes) {
        auto field = make_nested(*attribute.type, {}, {type.name, attribute.name});
        if (!field.generator && attribute.type->domain_not_null) {
            return {nullptr, fmt::format("{} of {}: {}", attribute.name, type.name, field.problem)};
        }
        fields.push_back({attribute.name, std::move(field.generator)});
    }
    return {make_record_values(std::move(fields)), {}};
}

} // namespace

generator_result make_values(const type_shape& type, const value_rule& rule,
                             const column_reference& column, bool wide) {
    if (type.kind == 'e') {
        return make_choice_values(type.labels, rule);
    }
    if (rule.choices) {
        return make_choice_values(*rule.choices, rule);
    }
    if (const auto ordinal = ordinal_of(type)) {
        auto ranges = allowed_ranges(*ordinal, rule, column.column, wide);
        if (ranges.empty()) {
            return {nullptr, "its constraints leave no value"};
        }
        return {std::make_unique<ordinal_values>(*ordinal, std::move(ranges)), {}};
    }
    if (type.is_array) {
        return make_array(type, rule, column);
    }
    if (type.kind == 'r' || type.kind == 'm') {
        return make_range_values(type);
    }
    if (type.kind == 'c') {
        return make_record(type);
    }
    if (auto text = make_text_values(type, rule, column); text.generator || !text.problem.empty()) {
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

} // namespace dunlin::seeder
