// SPDX-License-Identifier: MIT
#pragma once

#include "lexer.hpp"

#include <dunlin/sqltext/statement.hpp>

#include <string_view>

namespace dunlin::sqltext {

/// Whether a backslash outside quotes is an ordinary token or begins a psql command.
enum class backslash { token, meta_command };

/// Reads a script statement by statement. Only this class knows where a statement ends.
class statement_reader {
public:
    enum class outcome {
        statement,    ///< a statement, its `;` read
        meta_command, ///< a backslash, which was read
        end,          ///< only comments were left
    };

    explicit statement_reader(std::string_view script, backslash mode = backslash::token)
        : tokens_(script), mode_(mode) {}

    /// Reads the next item. For a meta_command, `out` extends from the start of the statement that
    /// the backslash interrupts (the backslash itself when it interrupts none) to the backslash.
    outcome next(statement& out);

    /// The scanner, positioned after the statement that next() returned, to read or skip what
    /// follows.
    [[nodiscard]] lexer& tokens() noexcept { return tokens_; }

private:
    lexer tokens_;
    backslash mode_;
};

} // namespace dunlin::sqltext
