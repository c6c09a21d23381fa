// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/actions.hpp>

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// The parts of a parse tree that several statements have.
namespace dunlin::sqltext {

/// A range of a statement's text, in which the text of a part ends at the latest.
struct text_range {
    std::string_view statement;
    std::size_t begin = 0;
    std::size_t end = 0;
};

type_use read_type(const nlohmann::json& type_name);
column_definition read_column(const nlohmann::json& column, const text_range& range);
constraint read_constraint(const nlohmann::json& node, const text_range& range);
/// The names of the functions that an expression calls, without schema.
std::vector<std::string> called_functions(const nlohmann::json& expression);
/// The values of a list of String nodes.
std::vector<std::string> read_strings(const nlohmann::json& list);
/// The place of a node; `fallback` where the tree has none.
std::size_t location_of(const nlohmann::json& node, std::size_t fallback);
/// The value of a String, Integer, Boolean, Float or A_Const node as text.
std::string value_text(const nlohmann::json& node);
bool cascades(const nlohmann::json& node);

} // namespace dunlin::sqltext
