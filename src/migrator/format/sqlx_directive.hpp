// SPDX-License-Identifier: MIT
#pragma once

#include "format/never_run.hpp"

namespace dunlin::migrator {

/// The line that sqlx looks for, at the very start of a file.
inline constexpr std::string_view sqlx_no_transaction = "-- no-transaction";

/// Whether a file begins with it. No other tool gives it a meaning.
inline bool has_sqlx_directive(const folder& at) {
    return has_file_with_text(
        at, ".sql", [](std::string_view text) { return text.starts_with(sqlx_no_transaction); });
}

} // namespace dunlin::migrator
