// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/lint/lint.hpp>
#include <dunlin/lint/rule.hpp>
#include <dunlin/sqltext/actions.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dunlin::lint {

using sqltext::action;
using sqltext::action_kind;
using sqltext::object_name;
using sqltext::object_type;

/// An action of a script.
struct script_action {
    sqltext::action action;
    std::size_t statement = 0; ///< its index in the script
    std::string_view sql;      ///< the text of the whole statement
    std::size_t transaction = 0;
    bool on_new_relation = false;
};

/// What a rule sees: an action and everything around it.
struct subject {
    const sqltext::action& action;
    std::string_view sql; ///< of the whole statement
    std::span<const script_action> all;
    std::size_t position = 0; ///< of the action in `all`
    std::span<const object_name> new_relations;
    std::span<const not_null_proof> proofs;
    int target_version = 0;

    [[nodiscard]] bool is(action_kind kind) const noexcept { return action.kind == kind; }
    [[nodiscard]] bool drops(object_type type) const noexcept {
        return action.kind == action_kind::drop && action.type == type;
    }
    [[nodiscard]] bool renames(object_type type) const noexcept {
        return action.kind == action_kind::rename && action.type == type;
    }
    /// The table as SQL.
    [[nodiscard]] std::string table() const { return sqltext::quote_name(action.object); }
    /// The text of the action in the statement.
    [[nodiscard]] std::string_view text() const {
        return sql.substr(action.begin, action.end - action.begin);
    }
    [[nodiscard]] std::span<const script_action> earlier() const { return all.first(position); }
    [[nodiscard]] std::span<const script_action> later() const { return all.subspan(position + 1); }
    [[nodiscard]] std::size_t transaction() const { return all[position].transaction; }
    [[nodiscard]] bool is_new(const object_name& relation) const;
};

/// Whether two names may be of one object: a name without a schema may be of any.
bool may_be_same(const object_name& left, const object_name& right) noexcept;
bool contains(std::span<const object_name> names, const object_name& name) noexcept;

using result = std::optional<problem>;

/// The statement with a word after one of its words: CONCURRENTLY after INDEX.
std::string with_word_after(std::string_view sql, std::string_view after, std::string_view word);
/// "ALTER TABLE t SUBCOMMAND;"
std::string alter_table(const object_name& table, std::string_view subcommand);
/// A constraint's text without CONSTRAINT and its name.
std::string definition_of(const sqltext::constraint& constraint);
/// The name of a constraint, or the one that the server would choose.
std::string name_of(const sqltext::constraint& constraint, const sqltext::action& action,
                    std::string_view suffix);
/// "ADD COLUMN c type ..." without the constraints of one type.
std::string add_column_without(const sqltext::column_definition& column,
                               sqltext::constraint_type type);
/// The two statements that add a constraint without a scan under its lock.
std::string add_not_valid(const object_name& table, const std::string& name,
                          std::string_view definition);

} // namespace dunlin::lint
