// SPDX-License-Identifier: MIT
#include "actions/nodes.hpp"

#include "tree.hpp"

#include <dunlin/base/text.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace dunlin::sqltext {
namespace {

using nlohmann::json;

struct constraint_name {
    std::string_view node;
    constraint_type type;
};

constexpr std::array constraint_names{
    constraint_name{"CONSTR_CHECK", constraint_type::check},
    constraint_name{"CONSTR_NOTNULL", constraint_type::not_null},
    constraint_name{"CONSTR_NULL", constraint_type::null},
    constraint_name{"CONSTR_UNIQUE", constraint_type::unique},
    constraint_name{"CONSTR_PRIMARY", constraint_type::primary_key},
    constraint_name{"CONSTR_FOREIGN", constraint_type::foreign_key},
    constraint_name{"CONSTR_EXCLUSION", constraint_type::exclusion},
    constraint_name{"CONSTR_DEFAULT", constraint_type::default_value},
    constraint_name{"CONSTR_IDENTITY", constraint_type::identity},
    constraint_name{"CONSTR_GENERATED", constraint_type::generated},
};

constraint_type constraint_type_of(std::string_view name) {
    for (const auto& candidate : constraint_names) {
        if (candidate.node == name) {
            return candidate.type;
        }
    }
    return constraint_type::other;
}

void collect_functions(const json& node, std::vector<std::string>& names) {
    if (node.is_array()) {
        for (const json& child : node) {
            collect_functions(child, names);
        }
    } else if (node.is_object()) {
        for (const auto& [key, child] : node.items()) {
            if (key == "FuncCall") {
                names.push_back(listed_name(member(child, "funcname")).name);
            }
            collect_functions(child, names);
        }
    }
}

/// The columns of `column IS NOT NULL`, alone or in a conjunction.
void collect_not_null(const json& expression, std::vector<std::string>& columns) {
    const json& test = member(expression, "NullTest");
    if (text_of(test, "nulltesttype") == "IS_NOT_NULL") {
        columns.push_back(
            listed_name(member(member(member(test, "arg"), "ColumnRef"), "fields")).name);
    }
    const json& all = member(expression, "BoolExpr");
    if (text_of(all, "boolop") == "AND_EXPR") {
        for (const json& argument : member(all, "args")) {
            collect_not_null(argument, columns);
        }
    }
}

std::string text_between(const text_range& range, std::size_t begin, std::size_t end) {
    if (begin >= end || end > range.statement.size()) {
        return {};
    }
    return std::string(trim(range.statement.substr(begin, end - begin)));
}

} // namespace

std::size_t location_of(const json& node, std::size_t fallback) {
    const json& location = member(node, "location");
    return location.is_number_unsigned() ? location.get<std::size_t>() : fallback;
}

std::string value_text(const json& node) {
    for (const auto& [key, value] : node.items()) {
        if (key == "A_Const" || key == "sval" || key == "fval") {
            return value.is_string() ? value.get<std::string>() : value_text(value);
        }
        if (key == "String" || key == "Float") {
            return value_text(value);
        }
        if (key == "ival" || key == "Integer") {
            const json& number = value.is_object() ? member(value, "ival") : value;
            return number.is_number() ? number.dump() : "0";
        }
        if (key == "boolval" || key == "Boolean") {
            return value == true || flag(value, "boolval") ? "true" : "false";
        }
    }
    return {};
}

std::vector<std::string> read_strings(const json& list) {
    std::vector<std::string> strings;
    for (const json& item : list) {
        strings.push_back(text_of(member(item, "String"), "sval"));
    }
    return strings;
}

std::vector<std::string> called_functions(const json& expression) {
    std::vector<std::string> names;
    collect_functions(expression, names);
    return names;
}

bool cascades(const json& node) {
    return text_of(node, "behavior") == "DROP_CASCADE";
}

type_use read_type(const json& type_name) {
    type_use type;
    type.name = listed_name(member(type_name, "names"));
    type.is_array = type_name.contains("arrayBounds");
    for (const json& modifier : member(type_name, "typmods")) {
        type.modifiers.push_back(value_text(modifier));
    }
    return type;
}

constraint read_constraint(const json& node, const text_range& range) {
    constraint result;
    result.type = constraint_type_of(text_of(node, "contype"));
    result.name = text_of(node, "conname");
    result.index = text_of(node, "indexname");
    result.columns = read_strings(member(node, "keys"));
    if (result.type == constraint_type::foreign_key) {
        result.columns = read_strings(member(node, "fk_attrs"));
        result.referenced_columns = read_strings(member(node, "pk_attrs"));
        result.referenced = relation_name(member(node, "pktable"));
        result.cascades_delete = text_of(node, "fk_del_action") == "c";
    }
    result.not_valid = flag(node, "skip_validation");
    result.functions = called_functions(member(node, "raw_expr"));
    collect_not_null(member(node, "raw_expr"), result.not_null_columns);
    result.text = text_between(range, location_of(node, range.end), range.end);
    return result;
}

column_definition read_column(const json& column, const text_range& range) {
    column_definition result;
    result.name = text_of(column, "colname");
    const json& type_name = member(column, "typeName");
    result.type = read_type(type_name);
    result.type.has_collation = column.contains("collClause");
    std::size_t end_of_type = range.end;
    const json& constraints = member(column, "constraints");
    for (std::size_t i = 0; i < constraints.size(); ++i) {
        const json& node = member(constraints[i], "Constraint");
        const std::size_t begin = location_of(node, range.end);
        end_of_type = std::min(end_of_type, begin);
        const std::size_t end =
            i + 1 < constraints.size()
                ? location_of(member(constraints[i + 1], "Constraint"), range.end)
                : range.end;
        result.constraints.push_back(read_constraint(node, {range.statement, begin, end}));
    }
    result.type.text = text_between(range, location_of(type_name, range.end), end_of_type);
    return result;
}

} // namespace dunlin::sqltext
