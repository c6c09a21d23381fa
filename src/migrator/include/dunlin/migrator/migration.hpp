// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A file as it was read. Shared by the migrations that it holds.
struct source_file {
    std::string name; ///< the path as the user named the folder: "migrations/1.01_users.sql"
    std::string text; ///< the bytes, valid UTF-8
};

/// How a script is to be run, whatever its format calls it.
struct directives {
    bool no_transaction = false; ///< each statement by itself, except within BEGIN ... COMMIT
    bool placeholders = false;   ///< ${name} is replaced
    /// BEGIN ... COMMIT within the script are sent unchanged: what is between them and around them
    /// becomes steps. Without it they are refused, unless one pair wraps the whole script.
    bool honours_blocks = false;
    /// What the script sets for its session holds for the following scripts, as with tools that use
    /// one session for all and reset nothing.
    bool keeps_session = false;
    std::optional<std::chrono::milliseconds> lock_timeout;
    std::optional<std::chrono::milliseconds> statement_timeout;
};

/// A replacement of bytes of a file in a script.
struct edit {
    enum class quoting { none, literal, identifier };

    std::size_t begin = 0; ///< in the file
    std::size_t end = 0;
    /// The replacement; with a variable, its default when it has no value.
    std::string text = {};
    /// Not empty: replaced with the value of this variable when the script is prepared.
    std::string variable = {};
    bool has_default = false; ///< else a variable without value is an error with its place
    quoting quoted = quoting::none;
    bool empty_takes_default = false; ///< an empty value counts as none
    bool expands = false;  ///< `text` is an expression of variables, as goose writes them
    bool is_value = false; ///< `text` is a value that was given from outside, and may be a secret
};

/// A script that is run: a range of a file, and how to run it.
struct script {
    std::size_t begin = 0;
    std::size_t end = 0;
    directives options = {};
    std::shared_ptr<const source_file> file = {}; ///< null: the migration's own
    std::vector<edit> edits = {};                 ///< ascending, within the range, apart
};

enum class migration_kind {
    versioned,  ///< runs once, in the order of versions
    repeatable, ///< runs after the versioned ones whenever its content changes
};

/// What only the ledger of a format's own tool understands.
struct tool_details {
    tool_details() = default;
    tool_details(const tool_details&) = default;
    tool_details& operator=(const tool_details&) = default;
    virtual ~tool_details() = default;
};

/// Queries that run before a migration, and what follows from their results.
struct precondition_rules {
    enum class action {
        halt,     ///< the run ends
        skip,     ///< the migration stays pending
        mark_ran, ///< the migration is recorded without running
        warn,     ///< the migration runs anyway
    };
    struct condition {
        std::string sql; ///< one value, which is compared as text
        std::string expected;
        std::size_t line = 0; ///< the offset of its line in the file
    };

    std::vector<condition> all;
    action on_fail = action::halt;
    action on_error = action::halt; ///< when a query itself fails
    std::string message;
};

/// "halt", "skip", "mark_ran", "warn"
std::string_view to_string(precondition_rules::action action) noexcept;

/// One migration, whatever format it was read from.
struct migration {
    /// A version for versioned ones, "R__slug" for repeatable ones: the key in the ledger.
    std::string version;
    std::string description;
    migration_kind kind = migration_kind::versioned;
    std::shared_ptr<const source_file> file;
    script up;
    std::optional<script> down;
    /// The file of a down script that its format refuses to run because it is empty; null: none.
    std::shared_ptr<const source_file> empty_down = {};
    /// Runs after `up` in the same transaction and is rolled back; fails when the effect is
    /// missing.
    std::optional<script> verify;
    /// "sha256:" and the digest of the up script's bytes: from the start of the file or section to
    /// the line of the down directive, or the end.
    std::string checksum;

    // What the format's own tool knows of it. Empty in dunlin's own format.

    /// How that tool's table names it: a file name, a change, "author:id". Else the version.
    std::string name;
    /// What people call it where the version is a digest; empty: the version. Its description may
    /// begin with it.
    std::string label = {};
    /// The checksums that the tool accepts, the first of which it writes, each with its algorithm
    /// ("flyway:-1523", "sqlx:9f86..."); "*" is any. Empty when the tool has none.
    std::vector<std::string> tool_checksums;
    /// Not empty: why only that tool can run it ("it is written in Go").
    std::string needs_tool;
    bool any_order = false;      ///< below the newest applied one it is pending, not out of order
    bool runs_on_change = false; ///< a changed one is outdated and runs again in its place
    bool runs_always = false;    ///< with every run
    bool is_baseline = false;    ///< one of source::baselines
    std::shared_ptr<const tool_details> details = {}; ///< null for most formats
    bool may_fail = false; ///< its failure does not end the run; it stays pending
    precondition_rules conditions;
    /// What else the tool's table keeps of it, by column: "comments", "labels" ...
    std::map<std::string, std::string> tool_values;

    /// The version for people, and the description without it.
    [[nodiscard]] std::string_view shown_version() const {
        return label.empty() ? std::string_view(version) : label;
    }
    [[nodiscard]] std::string_view shown_description() const;
    [[nodiscard]] std::string_view up_text() const { return text_of(up); }
    [[nodiscard]] std::string_view text_of(const script& part) const {
        const source_file& in = part.file ? *part.file : *file;
        return std::string_view(in.text).substr(part.begin, part.end - part.begin);
    }
    /// A script with its edits; variables are left as the file has them.
    [[nodiscard]] std::string edited_text(const script& part) const;
    /// Whether a recorded checksum is one of this file, by whatever algorithm.
    [[nodiscard]] bool has_checksum(std::string_view recorded) const;
    /// The digest of the up script's tokens, blind to comments, white space and line ends; a scan
    /// of the whole script.
    [[nodiscard]] std::string content_checksum() const;
    /// The place of a byte offset of the file.
    [[nodiscard]] source_location where(std::size_t offset) const;
};

} // namespace dunlin::migrator
