// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::migrator {

/// What the words of a script make possible. A quick look at the bytes: it does not tell a word in
/// a comment or literal from a keyword, so it may say too much, never too little (PostgreSQL has no
/// other way to spell a keyword).
struct keyword_flags {
    bool transaction_control = false; ///< BEGIN, COMMIT, ROLLBACK, END ...
    bool no_transaction = false;      ///< CONCURRENTLY, VACUUM, DATABASE ...
    bool names_statements = false;    ///< PREPARE, DEALLOCATE, DISCARD
    bool copy = false;
    bool backslash = false;

    /// No statement of the script needs to be looked at: it runs as it is in one transaction.
    [[nodiscard]] bool is_plain() const noexcept {
        return !transaction_control && !no_transaction && !copy && !backslash;
    }
};

keyword_flags find_keywords(std::string_view script) noexcept;

} // namespace dunlin::migrator
