// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::migrator {

/// What the keywords of a script make possible. A quick scan of the bytes: it does not distinguish
/// a word in a comment or literal from a keyword, so it may report too much, never too little
/// (PostgreSQL has no other way to spell a keyword).
struct keyword_flags {
    bool transaction_control = false; ///< BEGIN, COMMIT, ROLLBACK, END ...
    bool no_transaction = false;      ///< CONCURRENTLY, VACUUM, DATABASE ...
    bool names_statements = false;    ///< PREPARE, DEALLOCATE, DISCARD
    bool copy = false;
    bool backslash = false;

    /// The statements need not be classified: the script runs unchanged in one transaction.
    [[nodiscard]] bool is_plain() const noexcept {
        return !transaction_control && !no_transaction && !copy && !backslash;
    }
};

keyword_flags find_keywords(std::string_view script) noexcept;

} // namespace dunlin::migrator
