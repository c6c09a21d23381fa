// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"

#include <dunlin/base/error.hpp>

#include <string>
#include <vector>

namespace dunlin::migrator {

/// Whether the values of placeholders and variables in a script are those that will be sent.
enum class script_values_are { known, unknown };

/// A statement of a script that the parser does not accept.
struct syntax_finding {
    error problem; ///< config, with file, line and column
    /// A server whose major version is not the parser's may accept it.
    bool depends_on_version = false;
};

/// Parses each statement of a script; one that contains an unknown value, or is longer than
/// sqltext::longest_parsed_statement, is only searched for quotes, comments and parentheses that
/// are never closed. The bodies of functions and inline COPY data are not read. Nor is a script
/// that mentions standard_conforming_strings, because that changes where its strings end.
std::vector<syntax_finding> check_syntax(const prepared_script& script, script_values_are values);

/// Throws the first finding that no server of this major version accepts (0: not known, which
/// counts as the parser's) and returns the messages of the others.
std::vector<std::string> refuse_wrong_syntax(const prepared_script& script, int server_version);

/// "migrations/1_a.sql contains no statement" for a script without any, else empty.
std::string emptiness_of(const prepared_script& script);

} // namespace dunlin::migrator
