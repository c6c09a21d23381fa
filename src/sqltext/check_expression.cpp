// SPDX-License-Identifier: MIT
#include "libpg_query.hpp"

#include <dunlin/sqltext/check_expression.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace dunlin::sqltext {
namespace {

using nlohmann::json;
using form = expression::form;

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

/// libpg_query 15-4.0 omits negative numbers from its JSON ("ival":{}), as it does 0; the SQL text
/// at their position tells which it was.
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

/// nullopt for a reference to all columns.
std::optional<std::string> column_name(const json& reference) {
    const json& last = reference.at("fields").back();
    return last.contains("String") ? std::optional(last.at("String").value("sval", ""))
                                   : std::nullopt;
}

void collect_columns(const json& node, std::set<std::string>& columns) {
    if (node.is_object() && node.contains("ColumnRef")) {
        if (auto name = column_name(node.at("ColumnRef"))) {
            columns.insert(std::move(*name));
        }
    }
    if (node.is_structured()) {
        for (const auto& child : node) {
            collect_columns(child, columns);
        }
    }
}

expression read(const json& node);

std::vector<expression> read_all(const json& parent, const char* list) {
    std::vector<expression> parts;
    if (const auto found = parent.find(list); found != parent.end()) {
        std::ranges::transform(*found, std::back_inserter(parts), read);
    }
    return parts;
}

expression read_column(const json& reference) {
    auto name = column_name(reference);
    return name ? expression{form::column, std::move(*name), {}} : expression{};
}

expression read_constant(const json& value) {
    if (value.contains("ival")) {
        return {form::constant, std::to_string(value.at("ival").value("ival", 0)), {}};
    }
    if (value.contains("fval")) {
        return {form::constant, value.at("fval").value("fval", ""), {}};
    }
    if (value.contains("boolval")) {
        return {form::constant, value.at("boolval").value("boolval", false) ? "t" : "f", {}};
    }
    if (value.contains("sval")) {
        return {form::constant, value.at("sval").value("sval", ""), {}};
    }
    return {};
}

/// A prefix operator: a minus sign becomes part of its constant.
expression read_prefix(const std::string& name, const json& operand) {
    if (name != "-") {
        return {};
    }
    expression value = read(operand);
    if (value.kind != form::constant) {
        return {};
    }
    value.text.insert(0, "-");
    return value;
}

expression read_operation(const json& operation) {
    std::string name = last_name(operation.at("name"));
    if (!operation.contains("lexpr")) {
        return read_prefix(name, operation.at("rexpr"));
    }
    const std::string kind = operation.value("kind", "");
    // The parser names their operator "=", which they do not mean.
    if (kind == "AEXPR_DISTINCT" || kind == "AEXPR_NOT_DISTINCT" || kind == "AEXPR_NULLIF") {
        return {};
    }
    const form node_form = kind == "AEXPR_OP_ANY"   ? form::any_of
                           : kind == "AEXPR_OP_ALL" ? form::all_of
                                                    : form::operation;
    return {node_form, std::move(name), {read(operation.at("lexpr")), read(operation.at("rexpr"))}};
}

expression read_logic(const json& logic) {
    const std::string kind = logic.value("boolop", "");
    const form node_form = kind == "AND_EXPR"  ? form::conjunction
                           : kind == "OR_EXPR" ? form::disjunction
                                               : form::negation;
    return {node_form, {}, read_all(logic, "args")};
}

expression read_null_test(const json& test) {
    const bool negative = test.value("nulltesttype", "") == "IS_NOT_NULL";
    return {negative ? form::is_not_null : form::is_null, {}, {read(test.at("arg"))}};
}

expression read(const json& node) {
    const json& inner = bare(node);
    if (inner.contains("BoolExpr")) {
        return read_logic(inner.at("BoolExpr"));
    }
    if (inner.contains("A_Expr")) {
        return read_operation(inner.at("A_Expr"));
    }
    if (inner.contains("NullTest")) {
        return read_null_test(inner.at("NullTest"));
    }
    if (inner.contains("ColumnRef")) {
        return read_column(inner.at("ColumnRef"));
    }
    if (inner.contains("A_Const")) {
        return read_constant(inner.at("A_Const"));
    }
    if (inner.contains("FuncCall")) {
        const json& call = inner.at("FuncCall");
        return {form::call, last_name(call.at("funcname")), read_all(call, "args")};
    }
    if (inner.contains("A_ArrayExpr")) {
        return {form::array, {}, read_all(inner.at("A_ArrayExpr"), "elements")};
    }
    return {inner.contains("SQLValueFunction") ? form::value_function : form::other, {}, {}};
}

} // namespace

std::optional<check_expression> read_check_expression(std::string_view text) {
    const std::string sql = "SELECT " + std::string(text);
    // A server has parsed the expression already, within its own limit of depth.
    const auto parsed = parse_with_library(sql, any_length);
    if (!parsed) {
        return std::nullopt;
    }
    json tree = json::parse(*parsed);
    restore_negative_numbers(tree, sql);
    const json::json_pointer target("/stmts/0/stmt/SelectStmt/targetList/0/ResTarget/val");
    if (!tree.contains(target)) {
        return std::nullopt;
    }
    const json& root = tree.at(target);
    check_expression check{read(root), {}};
    collect_columns(root, check.columns);
    return check;
}

} // namespace dunlin::sqltext
