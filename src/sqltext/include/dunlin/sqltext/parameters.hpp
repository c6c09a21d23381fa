// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// A statement with its named parameters replaced by `$1`, `$2` ... in order of first use; a
/// repeated name keeps its number.
struct positional {
    std::string sql;
    std::vector<std::string> names; ///< names[0] is `$1`
};

/// Finds named parameters `:name` (letters, digits, underscores; not starting with a digit) with
/// PostgreSQL's scanner: not in literals, quoted names, comments or dollar quotes, and not for
/// `::cast`, `:=` or an array slice (`a[1:n]`, `a[:n]`: in square brackets a colon directly before
/// a name begins a parameter only where it cannot belong to a slice; write `a[1 : (:n)]` for a
/// parameter in a slice). Throws error(usage) when the text mixes `$1` with `:name`.
positional bind_names(std::string_view sql);

} // namespace dunlin::sqltext
