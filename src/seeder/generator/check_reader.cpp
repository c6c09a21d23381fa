// SPDX-License-Identifier: MIT
#include "check_reader.hpp"

#include <dunlin/sqldb/codec.hpp>

#include <nlohmann/json.hpp>
#include <pg_query.h>

#include <algorithm>
#include <charconv>

namespace dunlin::seeder {
namespace {

using nlohmann::json;

constexpr std::string_view length_functions[] = {"length", "char_length", "character_length"};
constexpr std::string_view trimming_functions[] = {"btrim", "ltrim", "rtrim", "trim"};

template <class Range, class Value> bool contains(const Range& range, const Value& value) {
    return std::ranges::find(range, value) != std::end(range);
}

/// A node without the casts and collations around it.
const json& bare(const json& node) {
    const json* inner = &node;
    while (true) {
        if (inner->contains("TypeCast")) {
            inner = &inner->at("TypeCast").at("arg");
        } else if (inner->contains("CollateClause")) {
            inner = &inner->at("CollateClause").at("arg");
        } else {
            return *inner;
        }
    }
}

std::string last_name(const json& names) {
    return names.back().at("String").value("sval", "");
}

/// The function that a node calls, or nothing.
std::string function_of(const json& node) {
    return node.contains("FuncCall") ? last_name(node.at("FuncCall").at("funcname")) : "";
}

const json& first_argument(const json& call) {
    static const json nothing = json::object();
    const auto& function = call.at("FuncCall");
    return function.contains("args") ? bare(function.at("args").front()) : nothing;
}

std::optional<std::string> constant(const json& node) {
    const json& inner = bare(node);
    if (inner.contains("A_Expr")) {
        const auto& sign = inner.at("A_Expr");
        if (!sign.contains("lexpr") && last_name(sign.at("name")) == "-") {
            const auto value = constant(sign.at("rexpr"));
            return value ? std::optional("-" + *value) : std::nullopt;
        }
        return std::nullopt;
    }
    // Our times lie before the server's clock, whatever it shows.
    if (inner.contains("SQLValueFunction") || function_of(inner) == "now") {
        return "2025-12-31";
    }
    if (!inner.contains("A_Const")) {
        return std::nullopt;
    }
    const auto& value = inner.at("A_Const");
    if (value.contains("ival")) {
        return std::to_string(value.at("ival").value("ival", 0));
    }
    if (value.contains("fval")) {
        return value.at("fval").value("fval", "");
    }
    if (value.contains("boolval")) {
        return value.at("boolval").value("boolval", false) ? "t" : "f";
    }
    if (value.contains("sval")) {
        return value.at("sval").value("sval", "");
    }
    return std::nullopt;
}

/// The members of ARRAY[...] or of a constant array.
std::optional<std::vector<std::string>> constants(const json& node) {
    const json& inner = bare(node);
    std::vector<std::string> values;
    if (inner.contains("A_ArrayExpr")) {
        for (const auto& element : inner.at("A_ArrayExpr").value("elements", json::array())) {
            const auto value = constant(element);
            if (!value) {
                return std::nullopt;
            }
            values.push_back(*value);
        }
        return values;
    }
    if (const auto text = constant(inner); text && text->starts_with('{')) {
        for (const auto& element : sqldb::split_array(*text)) {
            values.push_back(element.value_or(""));
        }
        return values;
    }
    return std::nullopt;
}

/// libpg_query 15-4.0 leaves negative numbers out of its JSON ("ival":{}), as it does with 0; the
/// text at their place tells which it was.
void restore_negative_numbers(json& node, const std::string& sql) {
    if (node.is_object() && node.contains("A_Const")) {
        auto& value = node.at("A_Const");
        const std::size_t at = value.value("location", std::size_t{0});
        if (value.contains("ival") && value.at("ival").empty() && at < sql.size() &&
            sql[at] == '-') {
            int number = 0;
            std::from_chars(sql.data() + at, sql.data() + sql.size(), number);
            value.at("ival")["ival"] = number;
        }
    }
    if (node.is_structured()) {
        for (auto& child : node) {
            restore_negative_numbers(child, sql);
        }
    }
}

std::string mirrored(const std::string& operation) {
    static const std::map<std::string, std::string> other{
        {"<", ">"}, {"<=", ">="}, {">", "<"}, {">=", "<="}};
    const auto found = other.find(operation);
    return found == other.end() ? operation : found->second;
}

std::optional<std::int64_t> whole(const std::string& text) {
    std::int64_t value = 0;
    const auto end = text.data() + text.size();
    return std::from_chars(text.data(), end, value).ptr == end ? std::optional(value)
                                                               : std::nullopt;
}

/// A LIKE pattern as a regular expression.
std::string from_like(const std::string& pattern) {
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

    void read(const json& node) {
        const json& inner = bare(node);
        if (inner.contains("BoolExpr")) {
            read_logic(inner.at("BoolExpr"));
        } else if (inner.contains("A_Expr")) {
            read_operation(inner.at("A_Expr"));
        } else if (inner.contains("NullTest")) {
            read_null_test(inner.at("NullTest"));
        } else if (const auto flag = column(inner)) {
            meaning_.rules[*flag].restrict_to({"t"});
        } else if (const auto name = function_of(inner); !name.empty()) {
            give_up("it calls the function " + name);
        } else {
            give_up("it holds an expression that is not understood");
        }
    }

    void note_columns(const json& node) {
        if (node.is_object() && node.contains("ColumnRef")) {
            if (const auto index = column(node)) {
                meaning_.columns.insert(*index);
            }
        }
        if (node.is_structured()) {
            for (const auto& child : node) {
                note_columns(child);
            }
        }
    }

private:
    std::optional<std::size_t> column(const json& node) const {
        const json& inner = bare(node);
        if (!inner.contains("ColumnRef")) {
            return std::nullopt;
        }
        const auto& last = inner.at("ColumnRef").at("fields").back();
        return last.contains("String") ? find_(last.at("String").value("sval", "")) : std::nullopt;
    }

    void give_up(std::string why) {
        if (meaning_.obscure.empty()) {
            meaning_.obscure = std::move(why);
        }
    }

    void read_logic(const json& logic) {
        const std::string kind = logic.value("boolop", "");
        if (kind == "AND_EXPR") {
            for (const auto& part : logic.at("args")) {
                read(part);
            }
        } else if (kind == "OR_EXPR") {
            read_alternatives(logic.at("args"));
        } else if (const json& negated = bare(logic.at("args").front());
                   function_of(negated) != "isempty") {
            // NOT isempty(range) holds for all ranges that are made.
            const auto flag = column(negated);
            if (flag) {
                meaning_.rules[*flag].restrict_to({"f"});
            } else {
                give_up("it negates a condition");
            }
        }
    }

    /// `x IS NULL OR p(x)` is p(x) for values; `x = a OR x = b` is a list.
    void read_alternatives(const json& args) {
        std::vector<json> parts;
        for (const auto& part : args) {
            const json& inner = bare(part);
            if (!inner.contains("NullTest") ||
                inner.at("NullTest").value("nulltesttype", "") != "IS_NULL") {
                parts.push_back(part);
            }
        }
        if (parts.size() == 1) {
            read(parts.front());
            return;
        }
        std::optional<std::size_t> only;
        std::vector<std::string> values;
        for (const auto& part : parts) {
            check_meaning one;
            reader(one, find_).read(part);
            const bool is_list = one.obscure.empty() && one.relations.empty() &&
                                 one.rules.size() == 1 && one.rules.begin()->second.choices;
            if (!is_list || (only && *only != one.rules.begin()->first)) {
                give_up("it joins conditions with OR");
                return;
            }
            only = one.rules.begin()->first;
            values.insert(values.end(), one.rules.begin()->second.choices->begin(),
                          one.rules.begin()->second.choices->end());
        }
        if (only) {
            meaning_.rules[*only].restrict_to(values);
        }
    }

    void read_null_test(const json& test) {
        const json& argument = bare(test.at("arg"));
        const auto index = column(argument);
        if (function_of(argument) == "array_position" &&
            test.value("nulltesttype", "") == "IS_NULL" && column(first_argument(argument)) &&
            !constant(argument.at("FuncCall").at("args").back())) {
            // array_position(x, NULL) IS NULL: the arrays that are made hold no NULL.
            return;
        }
        if (index && test.value("nulltesttype", "") == "IS_NOT_NULL") {
            meaning_.rules[*index].not_null = true;
        } else {
            give_up("it demands NULL");
        }
    }

    void read_operation(const json& operation) {
        const std::string kind = operation.value("kind", "");
        const std::string name = last_name(operation.at("name"));
        if (!operation.contains("lexpr")) {
            give_up("it holds an expression that is not understood");
            return;
        }
        const json& left = bare(operation.at("lexpr"));
        const json& right = bare(operation.at("rexpr"));
        if (const auto list = constants(right); list && name == "<@" && column(left)) {
            meaning_.rules[*column(left)].element_choices = *list;
            return;
        }
        if (kind == "AEXPR_OP_ANY" || kind == "AEXPR_OP_ALL") {
            read_list(kind, name, left, right);
        } else if (const auto value = constant(right)) {
            read_comparison(left, name, *value);
        } else if (const auto before = constant(left)) {
            read_comparison(right, mirrored(name), *before);
        } else {
            read_relation(left, name, right);
        }
    }

    void read_list(const std::string& kind, const std::string& name, const json& left,
                   const json& right) {
        const auto index = column(left);
        const auto values = constants(right);
        if (index && values && kind == "AEXPR_OP_ANY" && name == "=") {
            meaning_.rules[*index].restrict_to(*values);
        } else if (index && values && kind == "AEXPR_OP_ALL" && name == "<>") {
            auto& excluded = meaning_.rules[*index].excluded;
            excluded.insert(excluded.end(), values->begin(), values->end());
        } else {
            give_up("it compares with a list that is not made of constants");
        }
    }

    void read_comparison(const json& left, const std::string& name, const std::string& value) {
        if (const auto index = column(left)) {
            compare_column(meaning_.rules[*index], name, value);
            return;
        }
        const std::string function = function_of(left);
        if (function.empty()) {
            give_up("it compares an expression that is not understood");
            return;
        }
        const json* argument = &first_argument(left);
        if (contains(trimming_functions, function_of(*argument))) {
            argument = &first_argument(*argument);
        }
        const auto index = column(*argument);
        if (!index) {
            give_up("it calls the function " + function + " on an expression");
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
            rule.patterns.push_back(from_like(value));
        } else {
            give_up("it uses the operator " + name);
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
        const auto number = whole(value);
        const bool is_length = contains(length_functions, function) || function == "octet_length";
        if (!number || !(is_length || function == "cardinality" || function == "array_length")) {
            give_up("it calls the function " + function);
            return;
        }
        auto& least = is_length ? rule.min_length : rule.min_elements;
        auto& most = is_length ? rule.max_length : rule.max_elements;
        const auto lower_to = [&](std::int64_t limit) {
            most = std::min(most.value_or(limit), limit);
        };
        if (name == "=" || name == ">=" || name == ">") {
            least = std::max(least, *number + (name == ">" ? 1 : 0));
        }
        if (name == "=" || name == "<=" || name == "<") {
            lower_to(*number - (name == "<" ? 1 : 0));
        }
        if (name == "<>" && *number == 0) {
            least = std::max<std::int64_t>(least, 1);
        } else if (name == "<>") {
            give_up("it forbids one length");
        }
    }

    void read_relation(const json& left, const std::string& name, const json& right) {
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
        give_up(function.empty() ? "it compares expressions that are not understood"
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

check_meaning read_check(std::string_view expression, const column_finder& find) {
    check_meaning meaning;
    const std::string sql = "SELECT " + std::string(expression);
    const auto parsed = pg_query_parse(sql.c_str());
    json tree = parsed.error != nullptr ? json() : json::parse(parsed.parse_tree);
    pg_query_free_parse_result(parsed);
    if (tree.is_null()) {
        meaning.obscure = "its text cannot be parsed";
        return meaning;
    }
    restore_negative_numbers(tree, sql);
    const json& target = tree.at("stmts").front().at("stmt").at("SelectStmt").at("targetList");
    const json& root = target.front().at("ResTarget").at("val");
    reader words(meaning, find);
    words.note_columns(root);
    words.read(root);
    return meaning;
}

void combine(value_rule& into, const value_rule& more) {
    if (more.choices) {
        into.restrict_to(*more.choices);
    }
    const auto append = [](auto& list, const auto& other) {
        list.insert(list.end(), other.begin(), other.end());
    };
    append(into.excluded, more.excluded);
    append(into.window.low, more.window.low);
    append(into.window.high, more.window.high);
    append(into.windows, more.windows);
    append(into.patterns, more.patterns);
    into.min_length = std::max(into.min_length, more.min_length);
    into.min_elements = std::max(into.min_elements, more.min_elements);
    if (more.max_length) {
        into.max_length = std::min(into.max_length.value_or(*more.max_length), *more.max_length);
    }
    if (more.max_elements) {
        into.max_elements =
            std::min(into.max_elements.value_or(*more.max_elements), *more.max_elements);
    }
    if (more.element_choices) {
        into.element_choices = more.element_choices;
    }
    if (!more.json_kind.empty()) {
        into.json_kind = more.json_kind;
    }
    if (more.letter_case != value_rule::letters::any) {
        into.letter_case = more.letter_case;
    }
    into.not_null = into.not_null || more.not_null;
}

} // namespace dunlin::seeder
