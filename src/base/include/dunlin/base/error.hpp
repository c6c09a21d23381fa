// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin {

/// The kind of an error. Callers branch on the kind, never on the message.
enum class error_kind {
    // Of any room.
    failed,      ///< an I/O error, a script that broke, anything without a kind of its own
    usage,       ///< wrong arguments
    config,      ///< wrong or missing configuration, a malformed input file
    history,     ///< changed, missing, duplicate, out-of-order or unfinished migration
    not_found,   ///< the thing asked for by name or id does not exist
    locked,      ///< another runner, or a table lock that was not obtained after all retries
    refused,     ///< protected environment, destructive without consent, read-only
    interrupted, ///< SIGINT or SIGTERM; see error::signal
    timed_out,   ///< the time limit of --timeout ran out
    // Of the database.
    connection, ///< it cannot be reached, refuses the login, or the connection was lost
    in_doubt,   ///< COMMIT was sent and the connection lost before the answer
    cancelled,  ///< the server cancelled the statement (57014)
    unique_violation,
    foreign_key_violation,
    check_violation,
    not_null_violation,
    undefined_table,
    undefined_column,
    serialization_failure,
    deadlock,           ///< 40P01
    lock_not_available, ///< 55P03
    read_only,          ///< 25006: a write in a read-only transaction or on a standby
    sql,                ///< any other error that the server reports
};

/// The name of a kind in JSON output ("unique_violation"). Stable.
std::string_view to_string(error_kind kind) noexcept;

/// The position of an error in a text. Lines and columns count from 1, columns in characters; 0
/// means unknown.
struct source_location {
    std::string file; ///< as the user named it; empty when the text came from no file
    std::size_t line = 0;
    std::size_t column = 0;
    std::string excerpt; ///< the whole text of that line, without its line end
};

/// The exception that the whole project throws. It carries everything that an error message and its
/// JSON form show.
class error : public std::runtime_error {
public:
    error(error_kind kind, const std::string& message);

    /// Builders, to be chained in a throw expression: `throw error(error_kind::config,
    /// "...").with_hint("...").at(where)`.
    error& with_hint(std::string hint) &;
    error&& with_hint(std::string hint) &&;
    error& at(source_location location) &;
    error&& at(source_location location) &&;

    [[nodiscard]] error_kind kind() const noexcept { return kind_; }
    [[nodiscard]] std::string message() const { return what(); }
    [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
    [[nodiscard]] const std::optional<source_location>& where() const noexcept { return where_; }

    std::string sqlstate;             ///< five characters, or empty
    std::string detail;               ///< the server's DETAIL, or empty
    std::string statement;            ///< the failing statement's text, or empty
    std::vector<std::string> applied; ///< versions that this command had applied before it failed
    std::string aftermath; ///< a sentence on what is now true ("Migration 1.07 was not applied.")
    std::string operation; ///< the name of the operation that it was made in, or empty
    std::string id;        ///< and what that was about, or empty; see operation.hpp
    int signal = 0;        ///< the signal number of an `interrupted` error

private:
    error_kind kind_;
    std::string hint_;
    std::optional<source_location> where_;
};

} // namespace dunlin
