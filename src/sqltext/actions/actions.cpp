// SPDX-License-Identifier: MIT
#include "actions/nodes.hpp"
#include "actions/reader.hpp"
#include "lexer.hpp"
#include "libpg_query.hpp"
#include "tree.hpp"

#include <dunlin/sqltext/actions.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace dunlin::sqltext {
namespace {

using nlohmann::json;

/// As many tokens as a text of safely_parsed_length can have.
constexpr std::size_t most_tokens = safely_parsed_length;

bool is_safely_parsed(std::string_view statement) {
    if (statement.size() <= safely_parsed_length) {
        return true;
    }
    std::size_t count = 0;
    lexer tokens(statement);
    token t;
    while (count <= most_tokens && tokens.next_significant(t)) {
        ++count;
    }
    return count <= most_tokens;
}

struct object_type_name {
    std::string_view node;
    object_type type;
};

constexpr std::array object_type_names{
    object_type_name{"OBJECT_TABLE", object_type::table},
    object_type_name{"OBJECT_INDEX", object_type::index},
    object_type_name{"OBJECT_VIEW", object_type::view},
    object_type_name{"OBJECT_MATVIEW", object_type::materialized_view},
    object_type_name{"OBJECT_SEQUENCE", object_type::sequence},
    object_type_name{"OBJECT_SCHEMA", object_type::schema},
    object_type_name{"OBJECT_TYPE", object_type::type},
    object_type_name{"OBJECT_DOMAIN", object_type::domain},
    object_type_name{"OBJECT_FUNCTION", object_type::function},
    object_type_name{"OBJECT_PROCEDURE", object_type::function},
    object_type_name{"OBJECT_ROUTINE", object_type::function},
    object_type_name{"OBJECT_TRIGGER", object_type::trigger},
    object_type_name{"OBJECT_RULE", object_type::rule},
    object_type_name{"OBJECT_POLICY", object_type::policy},
    object_type_name{"OBJECT_EXTENSION", object_type::extension},
    object_type_name{"OBJECT_COLUMN", object_type::column},
    object_type_name{"OBJECT_TABCONSTRAINT", object_type::constraint},
};

void read_statement(const json& node, std::string_view statement, action_list& actions) {
    for (const auto readers : {alter_table_readers(), create_readers(), drop_readers(),
                               privilege_readers(), row_readers()}) {
        for (const auto& reader : readers) {
            if (node.contains(reader.node)) {
                reader.read(node[reader.node], statement, actions);
                return;
            }
        }
    }
    actions.push_back(whole_statement(action_kind::other, statement));
}

/// Words such as `user` and `order` must be quoted, `name` and `text` need not.
bool is_reserved(std::string_view word) {
    return parse_error_of("TABLE " + std::string(word)).has_value();
}

bool is_plain_name(std::string_view name) {
    const auto is_part = [](char c) {
        return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
    };
    return !name.empty() && std::all_of(name.begin(), name.end(), is_part) &&
           (name[0] < '0' || name[0] > '9') && !is_reserved(name);
}

} // namespace

object_type object_type_of(std::string_view name) noexcept {
    for (const auto& candidate : object_type_names) {
        if (candidate.node == name) {
            return candidate.type;
        }
    }
    return object_type::other;
}

bool has_option(const json& options, std::string_view name) {
    for (const json& item : options) {
        const json& option = member(item, "DefElem");
        if (text_of(option, "defname") == name) {
            const std::string value = value_text(member(option, "arg"));
            return value != "false" && value != "off" && value != "0";
        }
    }
    return false;
}

action whole_statement(action_kind kind, std::string_view statement) {
    action result;
    result.kind = kind;
    result.end = statement.size();
    return result;
}

const constraint* column_definition::find(constraint_type wanted) const noexcept {
    for (const auto& candidate : constraints) {
        if (candidate.type == wanted) {
            return &candidate;
        }
    }
    return nullptr;
}

statement_actions describe_actions(std::string_view statement) {
    if (!is_safely_parsed(statement)) {
        return {};
    }
    const auto text = parse_with_library(std::string(statement), any_length);
    const json tree = text ? json::parse(*text, nullptr, false) : json();
    if (!tree.is_object() || member(tree, "stmts").size() != 1) {
        return {};
    }
    statement_actions result{true, {}};
    read_statement(member(tree["stmts"][0], "stmt"), statement, result.actions);
    return result;
}

std::string quote_name(std::string_view name) {
    if (is_plain_name(name)) {
        return std::string(name);
    }
    std::string quoted = "\"";
    for (const char c : name) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

std::string quote_name(const object_name& name) {
    return name.schema ? fmt::format("{}.{}", quote_name(*name.schema), quote_name(name.name))
                       : quote_name(name.name);
}

} // namespace dunlin::sqltext
