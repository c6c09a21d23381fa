// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// A statement whose named parameters were replaced by `$1`, `$2` ... in order of first use; a name
/// used twice keeps one number.
struct positional {
    std::string sql;
    std::vector<std::string> names; ///< names[0] is `$1`
};

/// Finds named parameters `:name` (letters, digits, underscores; not starting with a digit) with
/// PostgreSQL's scanner: not in literals, quoted names, comments or dollar quotes, and not for
/// `::cast`, `:=` or an array slice (`a[1:n]`, `a[:n]`: inside square brackets a colon directly
/// before a name is a parameter only when the colon follows `[`, `,`, `(` or an operator and no
/// slice can be meant; write `a[1 : (:n)]` for a parameter in a slice).
/// Throws error(usage) when the text mixes `$1` with `:name`.
positional bind_names(std::string_view sql);

} // namespace dunlin::sqltext
