// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/actions.hpp>

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

using action_list = std::vector<action>;

/// Reads the actions of one kind of statement.
struct statement_actions_reader {
    const char* node; ///< "IndexStmt"
    void (*read)(const nlohmann::json& node, std::string_view statement, action_list& actions);
};

// By the file that has them.
std::span<const statement_actions_reader> alter_table_readers() noexcept;
std::span<const statement_actions_reader> create_readers() noexcept;
std::span<const statement_actions_reader> drop_readers() noexcept;
std::span<const statement_actions_reader> privilege_readers() noexcept;
std::span<const statement_actions_reader> row_readers() noexcept;

/// Of a parse tree's OBJECT_TABLE and so on.
object_type object_type_of(std::string_view name) noexcept;
/// Whether a list of DefElem nodes has an option that is not off.
bool has_option(const nlohmann::json& options, std::string_view name);

/// An action that is the whole statement.
action whole_statement(action_kind kind, std::string_view statement);

} // namespace dunlin::sqltext
