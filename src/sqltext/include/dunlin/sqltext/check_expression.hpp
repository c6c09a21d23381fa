// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// An expression as a tree of the forms that most CHECK constraints consist of. Casts and COLLATE
/// are replaced by their operand.
struct expression {
    enum class form {
        column,         ///< text: its name, without the table's; VALUE of a domain is "value"
        constant,       ///< text: the value with its sign; "t" or "f" for booleans
        array,          ///< ARRAY[...]; parts: its elements
        value_function, ///< CURRENT_DATE, CURRENT_USER and others that have no parentheses
        call,           ///< text: the function's name, without schema; parts: the arguments
        operation,      ///< text: the operator; parts: left, right
        any_of,         ///< `left operator ANY (right)`; text and parts as of an operation
        all_of,         ///< `left operator ALL (right)`; text and parts as of an operation
        conjunction,    ///< AND; parts: two or more
        disjunction,    ///< OR; parts: two or more
        negation,       ///< NOT; parts: one
        is_null,        ///< parts: one
        is_not_null,    ///< parts: one
        other,          ///< everything else, also NULL
    };
    form kind = form::other;
    std::string text;
    std::vector<expression> parts;
};

struct check_expression {
    expression root;
    /// The names of all columns, also those inside expressions of form `other`.
    std::set<std::string> columns;
};

/// Reads the expression of a CHECK as pg_get_expr and pg_get_constraintdef print it: with IN as `=
/// ANY`, BETWEEN as two comparisons, and LIKE as `~~`. nullopt for a text that the linked
/// libpg_query cannot parse as an expression.
std::optional<check_expression> read_check_expression(std::string_view text);

} // namespace dunlin::sqltext
