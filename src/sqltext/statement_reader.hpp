// SPDX-License-Identifier: MIT
#pragma once

#include "lexer.hpp"

#include <dunlin/sqltext/statement.hpp>

#include <string_view>

namespace dunlin::sqltext {

/// Whether a backslash outside quotes is a token like another, or one of psql's own commands.
enum class backslash { token, meta_command };

/// Reads a script statement by statement; the one place that knows where a statement ends.
class statement_reader {
public:
    enum class outcome {
        statement,    ///< a statement, its `;` read
        meta_command, ///< a backslash; the reader stands behind it
        end,          ///< nothing but comments was left
    };

    explicit statement_reader(std::string_view script, backslash mode = backslash::token)
        : tokens_(script), mode_(mode) {}

    /// What comes next. For a meta_command, `out` runs from the start of the statement that the
    /// backslash interrupts (the backslash itself when it interrupts none) to the backslash.
    outcome next(statement& out);

    /// The scanner behind the statement that next() gave, to read or step over what follows it.
    [[nodiscard]] lexer& tokens() noexcept { return tokens_; }

private:
    lexer tokens_;
    backslash mode_;
};

} // namespace dunlin::sqltext
