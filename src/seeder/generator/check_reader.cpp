// SPDX-License-Identifier: MIT
#include "generator/check_reader.hpp"

#include <dunlin/sqldb/codec.hpp>
#include <dunlin/sqltext/check_expression.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace dunlin::seeder {
namespace {

using sqltext::expression;
using form = expression::form;

constexpr std::string_view length_functions[] = {"length", "char_length", "character_length"};
constexpr std::string_view trimming_functions[] = {"btrim", "ltrim", "rtrim", "trim"};

template <class Range, class Value> bool contains(const Range& range, const Value& value) {
    return std::ranges::find(range, value) != std::end(range);
}

/// The name of the function that a node calls, or an empty text.
std::string function_of(const expression& node) {
    return node.kind == form::call ? node.text : "";
}

const expression& first_argument(const expression& call) {
    static const expression none;
    return call.parts.empty() ? none : call.parts.front();
}

std::optional<std::string> constant(const expression& node) {
    // All generated times are before the current time.
    if (node.kind == form::value_function || function_of(node) == "now") {
        return "2025-12-31";
    }
    return node.kind == form::constant ? std::optional(node.text) : std::nullopt;
}

/// The members of ARRAY[...] or of a constant array.
std::optional<std::vector<std::string>> constants(const expression& node) {
    std::vector<std::string> values;
    if (node.kind == form::array) {
        for (const auto& element : node.parts) {
            const auto value = constant(element);
            if (!value) {
                return std::nullopt;
            }
            values.push_back(*value);
        }
        return values;
    }
    if (const auto text = constant(node); text && text->starts_with('{')) {
        for (const auto& element : sqldb::split_array(*text)) {
            values.push_back(element.value_or(""));
        }
        return values;
    }
    return std::nullopt;
}

std::string mirror(const std::string& operation) {
    static const std::map<std::string, std::string> mirrored{
        {"<", ">"}, {"<=", ">="}, {">", "<"}, {">=", "<="}};
    const auto found = mirrored.find(operation);
    return found == mirrored.end() ? operation : found->second;
}

std::optional<std::int64_t> parse_integer(const std::string& text) {
    std::int64_t value = 0;
    const auto end = text.data() + text.size();
    return std::from_chars(text.data(), end, value).ptr == end ? std::optional(value)
                                                               : std::nullopt;
}

/// A LIKE pattern as a regular expression.
std::string like_to_regex(const std::string& pattern) {
    std::string regex = "^";
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '%') {
            regex += ".*";
        } else if (c == '_') {
            regex += '.';
        } else {
            regex += '\\';
            regex += c == '\\' && i + 1 < pattern.size() ? pattern[++i] : c;
        }
    }
    return regex + '$';
}

class reader {
public:
    reader(check_meaning& meaning, const column_finder& find) : meaning_(meaning), find_(find) {}

    void read(const expression& node) {
        switch (node.kind) {
        case form::conjunction:
            for (const auto& part : node.parts) {
                read(part);
            }
            return;
        case form::disjunction:
            return read_alternatives(node.parts);
        case form::negation:
            return read_negation(node.parts.front());
        case form::operation:
        case form::any_of:
        case form::all_of:
            return read_operation(node);
        case form::is_null:
        case form::is_not_null:
            return read_null_test(node);
        default:
            read_condition(node);
        }
    }

private:
    [[nodiscard]] std::optional<std::size_t> column(const expression& node) const {
        return node.kind == form::column ? find_(node.text) : std::nullopt;
    }

    void mark_unsupported(std::string reason) {
        if (meaning_.unsupported.empty()) {
            meaning_.unsupported = std::move(reason);
        }
    }

    void read_condition(const expression& node) {
        if (const auto flag = column(node)) {
            meaning_.rules[*flag].restrict_to({"t"});
        } else if (const auto name = function_of(node); !name.empty()) {
            mark_unsupported("it calls the function " + name);
        } else {
            mark_unsupported("it contains an unsupported expression");
        }
    }

    void read_negation(const expression& negated) {
        if (function_of(negated) == "isempty") {
            // No generated range is empty.
            return;
        }
        if (const auto flag = column(negated)) {
            meaning_.rules[*flag].restrict_to({"f"});
        } else {
            mark_unsupported("it negates a condition");
        }
    }

    /// `x IS NULL OR p(x)` requires p(x) of values; `x = a OR x = b` is a list.
    void read_alternatives(const std::vector<expression>& alternatives) {
        std::vector<expression> parts;
        std::ranges::copy_if(alternatives, std::back_inserter(parts),
                             [](const expression& part) { return part.kind != form::is_null; });
        if (parts.size() == 1) {
            read(parts.front());
            return;
        }
        std::optional<std::size_t> only;
        std::vector<std::string> values;
        for (const auto& part : parts) {
            check_meaning alternative;
            reader(alternative, find_).read(part);
            const bool is_list = alternative.unsupported.empty() && alternative.relations.empty() &&
                                 alternative.rules.size() == 1 &&
                                 alternative.rules.begin()->second.choices;
            if (!is_list || (only && *only != alternative.rules.begin()->first)) {
                mark_unsupported("it combines conditions with OR");
                return;
            }
            only = alternative.rules.begin()->first;
            values.insert(values.end(), alternative.rules.begin()->second.choices->begin(),
                          alternative.rules.begin()->second.choices->end());
        }
        if (only) {
            meaning_.rules[*only].restrict_to(values);
        }
    }

    void read_null_test(const expression& test) {
        const expression& argument = test.parts.front();
        const auto index = column(argument);
        if (function_of(argument) == "array_position" && test.kind == form::is_null &&
            column(first_argument(argument)) && !constant(argument.parts.back())) {
            // array_position(x, NULL) IS NULL: generated arrays contain no NULL.
            return;
        }
        if (index && test.kind == form::is_not_null) {
            meaning_.rules[*index].not_null = true;
        } else {
            mark_unsupported("it requires NULL");
        }
    }

    void read_operation(const expression& operation) {
        const std::string& name = operation.text;
        const expression& left = operation.parts.front();
        const expression& right = operation.parts.back();
        if (const auto list = constants(right); list && name == "<@" && column(left)) {
            meaning_.rules[*column(left)].element_choices = *list;
            return;
        }
        if (operation.kind != form::operation) {
            read_list(operation.kind, name, left, right);
        } else if (const auto value = constant(right)) {
            read_comparison(left, name, *value);
        } else if (const auto before = constant(left)) {
            read_comparison(right, mirror(name), *before);
        } else {
            read_relation(left, name, right);
        }
    }

    void read_list(form kind, const std::string& name, const expression& left,
                   const expression& right) {
        const auto index = column(left);
        const auto values = constants(right);
        if (index && values && kind == form::any_of && name == "=") {
            meaning_.rules[*index].restrict_to(*values);
        } else if (index && values && kind == form::all_of && name == "<>") {
            auto& excluded = meaning_.rules[*index].excluded;
            excluded.insert(excluded.end(), values->begin(), values->end());
        } else {
            mark_unsupported("it compares with a list of expressions");
        }
    }

    void read_comparison(const expression& left, const std::string& name,
                         const std::string& value) {
        if (const auto index = column(left)) {
            compare_column(meaning_.rules[*index], name, value);
            return;
        }
        const std::string function = function_of(left);
        if (function.empty()) {
            mark_unsupported("it compares an unsupported expression");
            return;
        }
        const expression* argument = &first_argument(left);
        if (contains(trimming_functions, function_of(*argument))) {
            argument = &first_argument(*argument);
        }
        const auto index = column(*argument);
        if (!index) {
            mark_unsupported("it calls the function " + function + " on an expression");
            return;
        }
        compare_function(meaning_.rules[*index], function, name, value);
    }

    void compare_column(value_rule& rule, const std::string& name, const std::string& value) {
        if (name == "=") {
            rule.restrict_to({value});
        } else if (name == "<>") {
            rule.excluded.push_back(value);
        } else if (name == ">" || name == ">=") {
            rule.window.low.push_back({value, name == ">="});
        } else if (name == "<" || name == "<=") {
            rule.window.high.push_back({value, name == "<="});
        } else if (name == "~" || name == "~*") {
            rule.patterns.push_back(value);
        } else if (name == "~~" || name == "~~*") {
            rule.patterns.push_back(like_to_regex(value));
        } else {
            mark_unsupported("it uses the operator " + name);
        }
    }

    void compare_function(value_rule& rule, const std::string& function, const std::string& name,
                          const std::string& value) {
        if (contains(trimming_functions, function) && name == "<>" && value.empty()) {
            rule.min_length = std::max<std::int64_t>(rule.min_length, 1);
            return;
        }
        if (function == "jsonb_typeof" || function == "json_typeof") {
            if (name == "=") {
                rule.json_kind = value;
                return;
            }
        }
        const auto number = parse_integer(value);
        const bool is_length = contains(length_functions, function) || function == "octet_length";
        if (!number || !(is_length || function == "cardinality" || function == "array_length")) {
            mark_unsupported("it calls the function " + function);
            return;
        }
        auto& minimum = is_length ? rule.min_length : rule.min_elements;
        auto& maximum = is_length ? rule.max_length : rule.max_elements;
        const auto lower_to = [&](std::int64_t limit) {
            maximum = std::min(maximum.value_or(limit), limit);
        };
        if (name == "=" || name == ">=" || name == ">") {
            minimum = std::max(minimum, *number + (name == ">" ? 1 : 0));
        }
        if (name == "=" || name == "<=" || name == "<") {
            lower_to(*number - (name == "<" ? 1 : 0));
        }
        if (name == "<>" && *number == 0) {
            minimum = std::max<std::int64_t>(minimum, 1);
        } else if (name == "<>") {
            mark_unsupported("it excludes a length");
        }
    }

    void read_relation(const expression& left, const std::string& name, const expression& right) {
        const auto a = column(left);
        const auto b = column(right);
        static constexpr std::string_view known[] = {"<", "<=", ">", ">=", "<>", "="};
        if (a && b && contains(known, name)) {
            meaning_.relations.push_back({*a, name, *b});
            return;
        }
        const std::string function = function_of(right);
        if (a && name == "=" && (function == "lower" || function == "upper") &&
            column(first_argument(right)) == a) {
            meaning_.rules[*a].letter_case =
                function == "lower" ? value_rule::letters::lower : value_rule::letters::upper;
            return;
        }
        mark_unsupported(function.empty() ? "it compares unsupported expressions"
                                          : "it calls the function " + function);
    }

    check_meaning& meaning_;
    const column_finder& find_;
};

} // namespace

void value_rule::restrict_to(std::vector<std::string> values) {
    if (!choices) {
        choices = std::move(values);
        return;
    }
    std::erase_if(*choices, [&](const std::string& value) { return !contains(values, value); });
}

check_meaning read_check(std::string_view text, const column_finder& find) {
    check_meaning meaning;
    const auto check = sqltext::read_check_expression(text);
    if (!check) {
        meaning.unsupported = "it cannot be parsed";
        return meaning;
    }
    for (const auto& name : check->columns) {
        if (const auto index = find(name)) {
            meaning.columns.insert(*index);
        }
    }
    reader(meaning, find).read(check->root);
    return meaning;
}

check_meaning read_domain_check(std::string_view text) {
    return read_check(text, [](std::string_view name) {
        return name == "value" || name == "VALUE" ? std::optional<std::size_t>(0) : std::nullopt;
    });
}

void combine(value_rule& rule, const value_rule& other) {
    if (other.choices) {
        rule.restrict_to(*other.choices);
    }
    const auto append = [](auto& list, const auto& added) {
        list.insert(list.end(), added.begin(), added.end());
    };
    append(rule.excluded, other.excluded);
    append(rule.window.low, other.window.low);
    append(rule.window.high, other.window.high);
    append(rule.windows, other.windows);
    append(rule.patterns, other.patterns);
    rule.min_length = std::max(rule.min_length, other.min_length);
    rule.min_elements = std::max(rule.min_elements, other.min_elements);
    if (other.max_length) {
        rule.max_length = std::min(rule.max_length.value_or(*other.max_length), *other.max_length);
    }
    if (other.max_elements) {
        rule.max_elements =
            std::min(rule.max_elements.value_or(*other.max_elements), *other.max_elements);
    }
    if (other.element_choices) {
        rule.element_choices = other.element_choices;
    }
    if (!other.json_kind.empty()) {
        rule.json_kind = other.json_kind;
    }
    if (other.letter_case != value_rule::letters::any) {
        rule.letter_case = other.letter_case;
    }
    rule.not_null = rule.not_null || other.not_null;
}

} // namespace dunlin::seeder
