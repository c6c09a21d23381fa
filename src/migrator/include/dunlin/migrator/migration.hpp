// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// A file as it was read. Shared by the migrations that it holds.
struct source_file {
    std::string name; ///< the path as the user named the folder: "migrations/1.01_users.sql"
    std::string text; ///< the bytes, valid UTF-8
};

/// What the `-- dunlin:` lines of a script ask for.
struct directives {
    bool no_transaction = false; ///< each statement by itself, except within BEGIN ... COMMIT
    bool placeholders = false;   ///< ${name} is replaced
    std::optional<std::chrono::milliseconds> lock_timeout;
    std::optional<std::chrono::milliseconds> statement_timeout;
};

/// A part of a file that is run: byte offsets into its text, and how to run it.
struct script {
    std::size_t begin = 0;
    std::size_t end = 0;
    directives how;
};

enum class migration_kind {
    versioned,  ///< runs once, in the order of versions
    repeatable, ///< runs after the versioned ones whenever its content changes
};

/// One migration, whatever format it was read from.
struct migration {
    /// A version for versioned ones, "R__slug" for repeatable ones: the key in the ledger.
    std::string version;
    std::string description;
    migration_kind kind = migration_kind::versioned;
    std::shared_ptr<const source_file> file;
    script up;
    std::optional<script> down;
    /// "sha256:" and the digest of the up script's bytes: from the start of the file or section to
    /// the line of the down directive, or the end.
    std::string checksum;

    [[nodiscard]] std::string_view up_text() const { return text_of(up); }
    [[nodiscard]] std::string_view text_of(const script& part) const {
        return std::string_view(file->text).substr(part.begin, part.end - part.begin);
    }
    /// The digest of the up script's tokens, blind to comments, white space and line ends; a scan
    /// of the whole script.
    [[nodiscard]] std::string content_checksum() const;
    /// The place of a byte offset of the file.
    [[nodiscard]] source_location where(std::size_t offset) const;
};

} // namespace dunlin::migrator
